import { expect, test } from '@jest/globals';
import { sqliteDatabase } from '../support/databases.ts';
import { mountedRoutes } from '../support/routes.ts';
import { walk } from './full.ts';
import { table } from './table/table.ts';

test('every mounted route has a row in the table, and every row a route', async () => {
  const { database, remove } = await sqliteDatabase();
  const mounted = [...mountedRoutes(database).keys()];
  await remove();
  const rows = Object.keys(table);
  expect(mounted.filter((route) => !rows.includes(route))).toEqual([]);
  expect(rows.filter((row) => !mounted.includes(row))).toEqual([]);
});

test('every route answers everybody, about everybody else’s things, as the table says', async () => {
  const { faults } = await walk({ share: 1 });
  expect(faults).toEqual([]);
}, 600_000);
