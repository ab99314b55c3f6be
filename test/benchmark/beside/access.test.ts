import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/shared/ids.ts';
import { type Name, organisations, people, stage } from '../../support/cast.ts';
import { mainText } from '../../support/pages.ts';
import { today } from '../../support/service.ts';
import { group, insertOldCycle, onBasis, publish, seven } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const at = `/benchmarks/${hill}`;
let earlier = '';

const both = () => [
  onBasis('survey', [group('kind:trust', seven(1, 2))]),
  onBasis('agreed', [group('kind:trust', seven(2, 1))]),
];

beforeAll(async () => {
  const { database, cycle } = world;
  earlier = await insertOldCycle(database, 'Spring 2026', '2026-03-01T00:00:00.000Z');
  await publish(database, earlier, { [hill]: both() });
  await publish(database, cycle, {
    [hill]: both(),
    [organisations.board.code]: both(),
  });
});

async function sees(name: Name, cycle: string, basis: string): Promise<boolean> {
  const { status } = await world.browsers[name].get(`${at}?cycle=${cycle}&basis=${basis}`);
  return status === 200;
}

async function seenBy(name: Name): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [when, cycle] of [
    ['now', world.cycle],
    ['then', earlier],
  ] as const)
    for (const basis of ['survey', 'agreed'])
      if (await sees(name, cycle, basis)) found.push(`${basis} ${when}`);
  return found;
}

function share(shared_at: string | null) {
  return world.database
    .updateTable('assessment')
    .set({ shared_at })
    .where('id', '=', world.assessments.hill)
    .execute();
}

async function withAppointment(
  values: { role: 'icb-analyst' | 'signatory' | 'assessment-lead'; organisation_code: string },
  act: () => Promise<void>,
): Promise<void> {
  const id = newId();
  await world.database
    .insertInto('appointment')
    .values({ id, person_id: people.charlie, appointed_at: today.toISOString(), ...values })
    .execute();
  try {
    await act();
  } finally {
    await world.database.deleteFrom('appointment').where('id', '=', id).execute();
  }
}

describe('of an organisation', () => {
  test('its lead sees both bases of every cycle', async () => {
    expect(await seenBy('lena')).toEqual([
      ...['survey now', 'agreed now', 'survey then', 'agreed then'],
    ]);
  });

  test('who signs off sees what is agreed, in every cycle', async () => {
    expect(await seenBy('sam')).toEqual(['agreed now', 'agreed then']);
  });

  test('the facilitator of an assessment sees both bases of its cycle', async () => {
    expect(await seenBy('fay')).toEqual(['survey now', 'agreed now']);
  });

  test('who answers sees the survey of that cycle once it is shared, and a page without it before', async () => {
    expect(await seenBy('alice')).toEqual([]);
    const { text } = await world.browsers.alice.get(at).expect(200);
    expect(mainText(text)).toContain('There is nothing to show yet.');
    expect(text).not.toMatch(/<table|data-own|benchmark\.csv/);
    await share(today.toISOString());
    expect(await seenBy('alice')).toEqual(['survey now']);
    await share(null);
  });

  test('who was withdrawn sees nothing', async () => {
    await share(today.toISOString());
    const withdraw = (withdrawn_at: string | null) =>
      world.database
        .updateTable('respondent')
        .set({ withdrawn_at })
        .where('person_id', '=', people.alice)
        .execute();
    await withdraw(today.toISOString());
    expect(await seenBy('alice')).toEqual([]);
    await world.browsers.alice.get(at).expect(404);
    await withdraw(null);
    await share(null);
  });

  test('everybody else finds nothing, in no format, and the same as where there is nothing', async () => {
    for (const name of ['charlie', 'leo', 'nora'] as const)
      for (const path of ['', '/print', '/benchmark.csv', '/benchmark.xlsx']) {
        const { text } = await world.browsers[name].get(`${at}${path}`).expect(404);
        const { text: unknown } = await world.browsers[name]
          .get(`/benchmarks/ZZZ${path}`)
          .expect(404);
        expect(text).toBe(unknown);
      }
    await world.service.visitor().get(at).expect(303);
  });

  test('whose appointment has ended sees nothing', async () => {
    await withAppointment({ role: 'assessment-lead', organisation_code: hill }, async () => {
      await world.browsers.charlie.get(at).expect(200);
      await world.database
        .updateTable('appointment')
        .set({ ended_at: today.toISOString() })
        .where('person_id', '=', people.charlie)
        .execute();
      await world.browsers.charlie.get(at).expect(404);
    });
  });
});

describe('an analyst of an integrated care board', () => {
  const board = organisations.board.code;

  test('sees the agreed basis of the board itself, and of no trust', async () => {
    await withAppointment({ role: 'icb-analyst', organisation_code: board }, async () => {
      const { charlie } = world.browsers;
      await charlie.get(at).expect(404);
      const { text } = await charlie.get(`/benchmarks/${board}`).expect(200);
      expect(mainText(text)).toContain('Agreed position');
      await charlie.get(`/benchmarks/${board}?basis=survey`).expect(404);
    });
  });
});

test('files are not kept by caches, and are named without anything odd', async () => {
  for (const [ending, type] of [
    ['csv', 'text/csv'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ]) {
    const { headers } = await world.browsers.lena.get(`${at}/benchmark.${ending}`).expect(200);
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['content-type']).toContain(type);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="benchmark-raa-autumn-2026-survey.${ending}"`,
    );
  }
});
