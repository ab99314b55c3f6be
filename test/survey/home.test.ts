import { describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { people, stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { pressed, trustLedByLena } from './leading.ts';

const world = stage();
const home = async (name: keyof typeof people) =>
  (await world.browsers[name].get('/assessments').expect(200)).text;

describe('where people come when they sign in', () => {
  test('a lead finds the survey to run, and each organisation that has none yet', async () => {
    expect(await home('lena')).toContain(`href="/surveys/${world.assessments.hill}"`);
    expect(await home('lena')).not.toContain('/organisations/RAA/assessments/new');
    await trustLedByLena(world.database, 'RM1');
    expect(await home('lena')).toContain('href="/organisations/RM1/assessments/new"');
    expect(mainText(await home('lena'))).toContain('You lead RM1 NHS Trust');
  });

  test('a signatory finds nothing to sign while the survey runs', async () => {
    expect(mainText(await home('sam'))).toContain(
      'You sign off for Hill NHS Trust There is nothing to sign off yet.',
    );
    expect(await home('sam')).not.toContain('/positions/');
  });

  test('a lead finds a survey that has closed, and nothing to open in the same cycle', async () => {
    await pressed(world.browsers.lena, `/surveys/${world.assessments.hill}/closure`, 303);
    const text = await home('lena');
    expect(text).toContain(`href="/surveys/${world.assessments.hill}"`);
    expect(mainText(text)).toContain('Autumn 2026 , Hill NHS Trust , closed on 22 November 2026');
    expect(text).not.toContain('/organisations/RAA/assessments/new');
  });

  test('a facilitator finds the results of their survey once it has closed', async () => {
    expect(await home('fay')).toContain(`href="/surveys/${world.assessments.hill}/results"`);
  });

  test('once the survey has closed, a lead and a facilitator find what comes after it', async () => {
    const { hill } = world.assessments;
    const { text: dashboard } = await world.browsers.lena.get(`/surveys/${hill}`).expect(200);
    for (const page of [await home('lena'), await home('fay'), dashboard])
      for (const address of [`/positions/${hill}`, `/surveys/${hill}/workshops`, `/plans/${hill}`])
        expect(page).toContain(`href="${address}"`);
  });

  test('a signatory finds the positions of their organisation, and what waits for them', async () => {
    const { hill, dale } = world.assessments;
    expect(mainText(await home('sam'))).toContain('You sign off for Hill NHS Trust');
    expect(await home('sam')).toContain(`href="/positions/${hill}"`);
    expect(await home('sam')).not.toContain(dale);
    expect(mainText(await home('sam'))).not.toContain('Waiting for your signature');
    const request = { id: newId(), asked_at: today.toISOString(), asked_by: people.lena };
    await world.database
      .insertInto('sign_off_request')
      .values({ ...request, assessment_id: hill })
      .execute();
    expect(mainText(await home('sam'))).toContain('Waiting for your signature');
  });

  test('everybody else finds nothing of leading', async () => {
    for (const name of ['alice', 'charlie', 'sam', 'nora'] as const) {
      expect(mainText(await home(name))).not.toContain('You lead');
      if (name !== 'sam') expect(mainText(await home(name))).not.toContain('You sign off');
      expect(await home(name)).not.toContain(`"/surveys/${world.assessments.hill}"`);
    }
  });
});
