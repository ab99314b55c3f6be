import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import { fictionalOrganisations } from '../../src/demonstration/organisations.ts';
import { seedIfEmpty } from '../../src/demonstration/seed.ts';
import { readCast } from '../../src/demonstration/store.ts';
import { trustTypes } from '../../src/organisations/organisation.ts';
import type { Database } from '../../src/shared/database.ts';
import { sqliteDatabase } from '../support/databases.ts';
import { demonstration } from '../support/demonstration.ts';
import { dump, mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';

const stage = demonstration();
const everything = [
  ...(['organisation', 'icb_membership', 'person', 'cycle', 'assessment', 'respondent'] as const),
  ...(['answer', 'survey_results', 'release', 'release_contribution', 'release_part'] as const),
  ...(['survey_release', 'survey_comment', 'appointment', 'invitation'] as const),
];

describe('the demonstration', () => {
  test('has sixty trusts of every type and eight ICBs, in seven regions', () => {
    const trusts = fictionalOrganisations.filter(({ kind }) => kind === 'trust');
    expect([trusts.length, fictionalOrganisations.length]).toEqual([60, 68]);
    expect(new Set(trusts.map(({ trustType }) => trustType))).toEqual(new Set(trustTypes));
    expect(new Set(fictionalOrganisations.map(({ region }) => region)).size).toBe(7);
    for (const { icbs } of trusts) expect(icbs.length).toBeGreaterThan(0);
    expect(new Set(fictionalOrganisations.map(({ code }) => code)).size).toBe(68);
    expect(new Set(fictionalOrganisations.map(({ name }) => name)).size).toBe(68);
  });

  test('has two released cycles and one that is open', async () => {
    const rows = await stage.database
      .selectFrom('cycle')
      .leftJoin('release', 'release.cycle_id', 'cycle.id')
      .select(['name', 'opens_at', 'closes_at', 'published_at'])
      .orderBy('opens_at')
      .execute();
    expect(rows.map(({ name, published_at }) => [name, published_at !== null])).toEqual([
      ['Autumn 2025', true],
      ['Spring 2026', true],
      ['Autumn 2026', false],
    ]);
    const now = today.toISOString();
    for (const { closes_at, published_at } of rows.slice(0, 2))
      expect(closes_at < now && (published_at as string) < now).toBe(true);
    expect((rows[2]?.opens_at as string) < now && (rows[2]?.closes_at as string) > now).toBe(true);
  });

  test('marks every organisation as fictional', async () => {
    const rows = await stage.database.selectFrom('organisation').selectAll().execute();
    expect(rows).toHaveLength(68);
    expect(
      rows.every(({ fictional, source }) => fictional === 1 && source === 'demonstration'),
    ).toBe(true);
  });

  test('closes every survey of the released cycles, and none of the open one', async () => {
    const rows = await stage.database
      .selectFrom('assessment')
      .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
      .leftJoin('survey_results', 'survey_results.assessment_id', 'assessment.id')
      .select(['cycle.name', 'closed_at', 'shared_at', 'made_at'])
      .execute();
    for (const { name, closed_at, shared_at, made_at } of rows) {
      const open = name === 'Autumn 2026';
      expect([closed_at, shared_at, made_at].map((at) => at === null)).toEqual([open, open, open]);
    }
  });
});

test('seeding a second time does nothing', async () => {
  const before = await dump(stage.database, everything);
  expect(await seedIfEmpty(stage.database, () => new Date('2027-02-01T00:00:00Z'))).toBe(false);
  expect((await dump(stage.database, everything)) === before).toBe(true);
}, 180_000);

/** Every answer and every result, without the ids and dates that differ at each start. */
async function withoutIds(database: Database): Promise<string[]> {
  const answers = await database
    .selectFrom('answer')
    .innerJoin('respondent', 'respondent.id', 'answer.respondent_id')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select(['organisation_code', 'role', 'item', 'answer'])
    .orderBy('cycle.opens_at')
    .orderBy('organisation_code')
    .orderBy('respondent.id')
    .orderBy('item')
    .execute();
  const released = await database
    .selectFrom('release_part')
    .innerJoin('release', 'release.id', 'release_part.release_id')
    .select(['part', 'content'])
    // What trusts share with their boards has the day of the signature in it.
    .where('part', 'not like', 'icb:%')
    .orderBy('published_at')
    .orderBy('part')
    .execute();
  return [...answers, ...released].map((row) => Object.values(row).join(' '));
}

test('another start, on another day, gives the same answers and the same results', async () => {
  const other = await sqliteDatabase();
  await seedIfEmpty(other.database, () => new Date('2028-03-01T23:30:00Z'));
  const [one, two] = [await withoutIds(stage.database), await withoutIds(other.database)];
  await other.remove();
  expect(one.length).toBeGreaterThan(50_000);
  expect(one.length).toBe(two.length);
  expect(one.filter((row, at) => row !== two[at])).toEqual([]);
}, 180_000);

test('no fictional organisation has the name or the code of a real one', () => {
  const folder = path.join(import.meta.dirname, '../../src/organisations/register');
  const plain = (text: string) =>
    ` ${text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()} `;
  const register = readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
  expect(register.length).toBeGreaterThan(3);
  const words = plain(register.join('\n'));
  const codes = new Set(register.join('\n').match(/\b[A-Z0-9]{3,5}\b/g));
  expect(codes.size).toBeGreaterThan(200);
  for (const { name, code } of fictionalOrganisations) {
    expect(codes).not.toContain(code);
    expect(words).not.toContain(plain(name));
    const essence = plain(name.replace(/NHS|Foundation|Trust|Integrated Care Board/g, ''));
    expect([essence, words.includes(essence)]).toEqual([essence, false]);
  }
});

describe('the cast', () => {
  test('is listed with the organisations that each answers for', async () => {
    const cast = await readCast(stage.database);
    expect(cast.map(({ personId }) => personId)).toEqual(fictionalPeople.map(({ id }) => id));
    expect(cast.find(({ name }) => name === 'Ottoline Mbeki-Shaw')?.organisation).toContain(
      ' and ',
    );
    expect(cast.at(-1)).toMatchObject({ name: 'Honor Valkenburg', organisation: 'England' });
    for (const member of cast) expect(Object.values(member).every(Boolean)).toBe(true);
  });

  test.each(fictionalPeople.map(({ name, places }) => [name, places] as const))(
    '%s can sign in and finds what the sign-in page promises',
    async (name, places) => {
      const browser = await stage.as(name);
      const text = mainText((await browser.get('/assessments').expect(200)).text);
      const open = text.match(/Open until|You have submitted/g) ?? [];
      expect(open.length).toBeGreaterThanOrEqual(places.length);
      const expected = { invited: 'Start', 'half-way': 'Continue', submitted: 'Your profile' };
      for (const { stage: how } of places) expect(text).toContain(expected[how]);
    },
  );

  test('of those who lead, facilitate and sign off, each finds what the sign-in page promises', async () => {
    const home = async (name: string) =>
      mainText((await (await stage.as(name)).get('/assessments').expect(200)).text);
    expect(await home('Adaeze Thornbury')).toContain('Run the survey of Wyverndale University');
    expect(await home('Casimir Oyelaran-Webb')).toContain('Run the survey of Ashenford Minds');
    expect(await home('Gwendolen Achterberg')).toContain('You facilitate');
    expect(await home('Honor Valkenburg')).toContain('Administer cycles and appointments');
  });

  test('wrote to nobody about surveys that closed long ago', async () => {
    expect(await stage.database.selectFrom('message').selectAll().execute()).toEqual([]);
  });

  test('is empty where there is no demonstration', async () => {
    const empty = await sqliteDatabase();
    expect(await readCast(empty.database)).toEqual([]);
    await empty.remove();
  });
});
