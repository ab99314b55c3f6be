import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { keepForm, keptForms } from '../../src/assessment/keep-form.ts';
import { readKept } from '../../src/assessment/kept-form.ts';
import {
  deleteKeptForm,
  deleteKeptForms,
  forgetKeptForms,
  listKeptForms,
  upsertKeptForm,
} from '../../src/assessment/kept-form-store.ts';
import type { Place } from '../../src/assessment/place.ts';
import { buildWorld, placeOf, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const typed = (note: string) => new Map([['A1', { answer: '3', note, share: '', version: '0' }]]);
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

onEachDatabase('the store of kept forms', (database) => {
  let world: World;
  let mine: Place;
  let theirs: Place;

  beforeAll(async () => {
    world = await buildWorld(database());
    mine = await placeOf(world, 'alice', 'hill');
    theirs = await placeOf(world, 'bob', 'hill');
  });

  beforeEach(async () => {
    await database().deleteFrom('kept_form').execute();
  });

  const keep = (place: Place, address: string, day: number, note = 'x') =>
    upsertKeptForm(database(), {
      respondentId: place.respondentId,
      address,
      content: JSON.stringify(Object.fromEntries(typed(note))),
      now: at(day),
    });
  const list = async (place: Place, since = at(1)) =>
    (await listKeptForms(database(), place.respondentId, since)).map(({ address }) => address);

  test('keeps one form of each page for each person, the newest', async () => {
    await keep(mine, '/a', 2, 'Old');
    await keep(mine, '/b', 3);
    await keep(mine, '/a', 4, 'New');
    await keep(theirs, '/a', 5);
    expect(await list(mine)).toEqual(['/a', '/b']);
    const [newest] = await listKeptForms(database(), mine.respondentId, at(1));
    expect(newest?.typed).toEqual(typed('New'));
    expect(await list(mine, at(4))).toEqual(['/a']);
    expect(await placeOf(world, 'alice', 'hill')).toMatchObject({ keptAt: at(4) });
    expect(await placeOf(world, 'charlie', 'dale')).toMatchObject({ keptAt: null });
  });

  test('forgets one page, one person, or what is old', async () => {
    for (const [place, address, day] of [
      [mine, '/a', 2],
      [mine, '/b', 3],
      [theirs, '/a', 2],
      [theirs, '/b', 3],
    ] as const)
      await keep(place, address, day);
    await deleteKeptForm(database(), mine.respondentId, '/a');
    expect([await list(mine), await list(theirs)]).toEqual([['/b'], ['/b', '/a']]);
    await forgetKeptForms(database(), at(3));
    expect([await list(mine), await list(theirs)]).toEqual([['/b'], ['/b']]);
    await deleteKeptForms(database(), mine.respondentId);
    expect([await list(mine), await list(theirs)]).toEqual([[], ['/b']]);
  });

  test('goes with its respondent', async () => {
    await keep(theirs, '/a', 2);
    await database().deleteFrom('respondent').where('id', '=', theirs.respondentId).execute();
    expect(await database().selectFrom('kept_form').selectAll().execute()).toEqual([]);
  });

  test.each([
    ['control characters', '\0 and \u001B'],
    ['half of a character', 'half \uD83D'],
    ['JSON', '{"A1":"\\'],
    ['other alphabets', '’ 👩🏽‍⚕️ مرحبا'],
    ['a great length', 'x'.repeat(50_000)],
  ])('keeps every character of %s', async (_what, note) => {
    const kept = await keepForm(database(), () => today, mine, typed(note), '/a');
    expect(kept).toBe(true);
    const again = await placeOf(world, 'alice', 'hill');
    expect(await keptForms(database(), () => today, again)).toEqual([
      { address: '/a', typed: typed(note) },
    ]);
  });

  test('two forms of one page at the same moment leave one of them', async () => {
    const notes = ['One', 'Two', 'Three'];
    await Promise.all(
      notes.map((note) => keepForm(database(), () => today, mine, typed(note), '/a')),
    );
    const [form, ...more] = await database().selectFrom('kept_form').selectAll().execute();
    expect(more).toEqual([]);
    expect(notes).toContain(readKept(form?.content ?? '').get('A1')?.note);
  });
});
