import { beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../../src/shared/ids.ts';
import { people, stage } from '../../support/cast.ts';
import { mainText } from '../../support/pages.ts';
import { today } from '../../support/service.ts';
import { addSurvey, closedCycle, manyTrusts, published } from '../release/releasing.ts';

const world = stage();

/** Fourteen take part at first; six come late, so that the second release shows all anew. */
beforeAll(async () => {
  const { database } = world;
  const registered = Object.keys(manyTrusts(20));
  const cycle = await closedCycle(database, manyTrusts(14), { registered });
  await published(database, cycle);
  for (const [code, level] of Object.entries(manyTrusts(6, 15)))
    await addSurvey(database, cycle, code, level);
  await published(database, cycle);
  for (const code of ['RT01', 'RT02'])
    await database
      .insertInto('appointment')
      .values({
        ...{ id: newId(), person_id: people.lena, role: 'assessment-lead' },
        ...{ organisation_code: code, appointed_at: today.toISOString() },
      })
      .execute();
});

test('somebody of two organisations sees each beside its peers after a second release', async () => {
  for (const code of ['RT01', 'RT02']) {
    const address = `/benchmarks/${code}?basis=survey&group=kind:trust`;
    const { text } = await world.browsers.lena.get(address).expect(200);
    expect(mainText(text)).toContain('Of 19 peers');
    expect(mainText(text)).toContain('Release: 2');
  }
});
