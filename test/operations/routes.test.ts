import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { operationsRoutes } from '../../src/operations/routes.ts';
import { sqliteDatabase } from '../support/databases.ts';
import { operated } from './operated.ts';

test('what an operator asks declares a permission, which everybody has', async () => {
  const { database, remove } = await sqliteDatabase();
  const env = { METRICS_TOKEN: 'x'.repeat(32) };
  const service = await operated(database, [], env);
  const { stack } = operationsRoutes(service.operations, readConfig(env).metrics);
  const routes = stack.map(({ route }) => [
    route?.path,
    (route?.stack[0]?.handle as { permission?: string } | undefined)?.permission,
  ]);
  expect(routes).toEqual([
    ['/health/ready', 'read public pages'],
    ['/metrics', 'read public pages'],
  ]);
  await service.close();
  await remove();
});
