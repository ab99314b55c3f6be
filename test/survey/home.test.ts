import { describe, expect, test } from '@jest/globals';
import { type people, stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
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

  test('everybody else finds nothing of leading', async () => {
    for (const name of ['alice', 'charlie', 'sam', 'nora'] as const) {
      expect(mainText(await home(name))).not.toContain('You lead');
      expect(await home(name)).not.toContain(`"/surveys/${world.assessments.hill}"`);
    }
  });
});
