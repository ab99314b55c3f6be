import { beforeAll, expect, test } from '@jest/globals';
import { openCycle } from '../../src/cycles/open-cycle.ts';
import { insertCycle, listCycles } from '../../src/cycles/store.ts';
import { newId } from '../../src/shared/ids.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { buildWorld, closesAt, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

onEachDatabase('cycles', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld(database());
  });

  test('are listed from the newest, with how many organisations take part', async () => {
    const later = {
      id: newId(),
      name: 'Autumn 2028',
      questionnaireVersion: 1,
      opensAt: '2028-10-01T00:00:00.000Z',
      closesAt: '2029-03-31T22:59:59.999Z',
      releasesOn: '2029-05-01',
    };
    await insertCycle(database(), later);
    expect(await listCycles(database())).toEqual([
      { ...later, organisations: 0, isReleased: false },
      {
        id: world.cycle,
        name: 'Autumn 2026',
        questionnaireVersion: 1,
        opensAt: '2026-10-01T00:00:00.000Z',
        closesAt,
        releasesOn: null,
        organisations: 3,
        isReleased: false,
      },
    ]);
  });

  test('are opened one at a time, and a refused one leaves nothing in the audit', async () => {
    const ask = (name: string) =>
      openCycle(
        database(),
        () => today,
        { name, firstDay: '2027-05-01', lastDay: '2027-05-31', releasesOn: null },
        people.nora,
      );
    const before = (await readChain(database(), 'england')).length;
    const answers = await Promise.all(['One', 'Two', 'Three', 'One', 'Two'].map(ask));
    const made = (await listCycles(database())).filter(({ opensAt }) => opensAt > '2027-04-01');
    const may = made.filter(({ opensAt }) => opensAt < '2028');
    expect(may).toHaveLength(1);
    expect(answers.filter((problems) => problems.length === 0)).toHaveLength(
      may[0]?.name === 'Three' ? 1 : 2,
    );
    const chain = await readChain(database(), 'england');
    expect(chain).toHaveLength(before + 1);
    expect(firstBroken(chain)).toBeNull();
  });
});
