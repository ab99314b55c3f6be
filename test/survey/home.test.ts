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

  test('an ICB analyst finds the trusts of the board, until the appointment has ended', async () => {
    expect(await home('bob')).not.toContain('/icbs/');
    const held = { id: newId(), person_id: people.bob, role: 'icb-analyst' as const };
    await world.database
      .insertInto('appointment')
      .values({ ...held, organisation_code: 'QAA', appointed_at: today.toISOString() })
      .execute();
    expect(await home('bob')).toContain('href="/icbs/QAA"');
    expect(mainText(await home('bob'))).toContain('You compare the trusts of NHS Vale');
    await world.database
      .updateTable('appointment')
      .set({ ended_at: today.toISOString() })
      .where('id', '=', held.id)
      .execute();
    expect(await home('bob')).not.toContain('/icbs/');
  });

  test('benchmarks are found by those who may see them, once a release has the organisation', async () => {
    const { hill, dale } = world.assessments;
    const found = async () => {
      const names = ['alice', 'charlie', 'lena', 'leo', 'fay', 'sam', 'nora'] as const;
      const seen = [];
      for (const name of names)
        for (const code of ['RAA', 'RBB'])
          if ((await home(name)).includes(`href="/benchmarks/${code}"`)) seen.push([name, code]);
      return seen.map((each) => each.join(' '));
    };
    const share = (assessment: string, shared_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ shared_at })
        .where('id', '=', assessment)
        .execute();
    await share(hill, today.toISOString());
    await share(dale, today.toISOString());
    const id = await insertUnpublished();
    expect(await found()).toEqual([]);
    await world.database
      .updateTable('release')
      .set({ published_at: today.toISOString() })
      .where('id', '=', id)
      .execute();
    expect(await found()).toEqual(['alice RAA', 'lena RAA', 'fay RAA', 'sam RAA']);
    await share(hill, null);
    expect(await found()).toEqual(['lena RAA', 'fay RAA', 'sam RAA']);
  });
});

/** A release of the open cycle that has Hill alone. */
async function insertUnpublished(): Promise<string> {
  const id = newId();
  await world.database
    .insertInto('release')
    .values({
      ...{ id, cycle_id: world.cycle, number: 1, parts: 1 },
      ...{ questionnaire_version: 1, method_version: 1, prepared_at: today.toISOString() },
    })
    .execute();
  await world.database
    .insertInto('release_part')
    .values({ release_id: id, part: 'organisation:RAA', content: '{}' })
    .execute();
  return id;
}
