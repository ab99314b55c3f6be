import { beforeAll, expect, test } from '@jest/globals';
import { organisationChain } from '../../../src/people/audit.ts';
import { readChain } from '../../support/audit-chain.ts';
import { organisations, people, stage } from '../../support/cast.ts';
import { today } from '../../support/service.ts';
import { group, onBasis, publish, seven } from './comparing.ts';

const world = stage();
const { code } = organisations.hill;
const lines = async () =>
  (await readChain(world.database, organisationChain(code))).map(({ act, actorId, subject }) => [
    act,
    actorId,
    subject.as,
  ]);

beforeAll(async () => {
  const { database, cycle } = world;
  const groups = [group('kind:trust', seven(1, 2))];
  await publish(database, cycle, { [code]: [onBasis('survey', groups, { value: 2.1, se: 0.1 })] });
  await database.updateTable('assessment').set({ shared_at: today.toISOString() }).execute();
});

test('who opens or takes away a comparison through a role is in the audit of the organisation', async () => {
  const at = `/benchmarks/${code}`;
  for (const page of [at, at, `${at}/print`, `${at}/benchmark.csv`, `${at}/benchmark.xlsx`]) {
    await world.browsers.lena.get(page).expect(200);
    // Who answered is shown the same, and nobody is told who did.
    await world.browsers.alice.get(page).expect(200);
    await world.browsers.leo.get(page).expect(404);
  }
  expect(await lines()).toEqual([
    ['view-results', people.lena, 'assessment-lead'],
    ...Array.from({ length: 3 }, () => ['export-results', people.lena, 'assessment-lead']),
  ]);
});
