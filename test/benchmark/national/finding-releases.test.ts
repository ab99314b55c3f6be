import { beforeAll, describe, expect, test } from '@jest/globals';
import { insertCycle, stage } from '../../support/cast.ts';
import { expectCalm, mainText } from '../../support/pages.ts';
import { insertRelease, many, row, type StoredTable, six } from './released.ts';

const england = row('kind:trust', 'trusts', many);

function tables(...rows: StoredTable['rows']): readonly StoredTable[] {
  return [{ basis: 'survey', kind: 'trust', rows }];
}

describe('national tables', () => {
  const world = stage();
  let later: string;
  let first: string;
  let second: string;
  let preparing: string;

  beforeAll(async () => {
    const { database, cycle } = world;
    expect(mainText((await get('/national-tables').expect(200)).text)).toContain(
      'No release has been published yet.',
    );
    first = await insertRelease(
      database,
      cycle,
      tables(england, row('type:acute', 'acute trusts', six), row('type:community', 'x', six)),
    );
    second = await insertRelease(
      database,
      cycle,
      tables(
        { ...england, release: 2 },
        row('type:acute', 'acute trusts', many, 2),
        row('type:community', 'x', six, 1),
        row('type:specialist', 'specialist trusts', many, 2),
      ),
      { number: 2 },
    );
    later = await insertCycle(database, 'Spring 2027');
    await database
      .updateTable('cycle')
      .set({ opens_at: '2027-04-01T00:00:00.000Z' })
      .where('id', '=', later)
      .execute();
    later = await insertRelease(database, later, tables(england));
    preparing = await insertRelease(database, cycle, tables(england), {
      number: 3,
      published: false,
    });
  });

  function get(path: string) {
    return world.service.visitor().get(path);
  }

  test('are listed by cycle, the newest release of the newest cycle first', async () => {
    const { text } = await get('/national-tables').expect(200);
    const links = [...text.matchAll(/href="\/national-tables\/([^"]+)"/g)].map(([, id]) => id);
    expect(links).toEqual([later, second, first]);
    expect(mainText(text)).toContain('Earlier releases of this cycle, kept as they were:');
  });

  test.each(['', '.csv', '.json'])('of no such release are not found (%s)', async (format) => {
    const unknown = '00000000-0000-7000-8000-000000000000';
    for (const id of [preparing, unknown, 'autumn', '%00', '..%2F', `${first}x`, '__proto__']) {
      const response = await get(`/national-tables/${id}${format}`);
      expect([id, response.status]).toEqual([id, 404]);
      expectCalm(world.service, response);
    }
  });

  test('of an earlier release stay, and lead to the newer one', async () => {
    const { text } = await get(`/national-tables/${first}`).expect(200);
    expect(text).toContain(`href="/national-tables/${second}"`);
    expect(mainText(text)).toContain('There is a newer release of this cycle');
    expect(mainText((await get(`/national-tables/${second}`)).text)).not.toContain('newer release');
  });

  test('say what changed against the earlier release, and which values were kept', async () => {
    const { body } = await get(`/national-tables/${second}.json`).expect(200);
    expect(body.release.earlier).toBe(1);
    expect(
      body.tables[0].rows.map(({ group, release, change }: Record<string, unknown>) => [
        ...[group, release, change],
      ]),
    ).toEqual([
      ['kind:trust', 2, 'same'],
      ['type:acute', 2, 'changed'],
      ['type:community', 1, 'kept'],
      ['type:specialist', 2, 'first'],
    ]);
    const text = mainText((await get(`/national-tables/${second}`)).text);
    expect(text).toContain('The same as in release 1.');
    expect(text).toContain('Not the same as in release 1');
    expect(text).toContain('These are the values of release 1:');
    expect(text).toContain('Release 1 has no table of this group.');
  });

  test.each(['', '.csv', '.json'])('show no group but England and types (%s)', async (format) => {
    const cycle = await insertCycle(world.database, `With a region ${format}`);
    const release = await insertRelease(
      world.database,
      cycle,
      tables(row('region:london', 'trusts in London', many)),
    );
    const { status, text } = await get(`/national-tables/${release}${format}`);
    expect(status).toBe(500);
    expect(text).not.toMatch(/London|2\.4/);
  });

  test('are linked from the start page, and from every page', async () => {
    const { text } = await get('/').expect(200);
    expect(text.match(/<main[\s\S]*<\/main>/)?.[0]).toContain('href="/national-tables"');
    expect((await get('/organisations')).text.match(/href="\/national-tables"/g)).toHaveLength(2);
  });
});
