import { expect, test } from '@jest/globals';
import type { NewAgreement } from '../../src/position/agreement.ts';
import { currentAgreements } from '../../src/position/agreement-store.ts';
import type { Database } from '../../src/shared/database.ts';
import { found } from '../../src/shared/problems.ts';
import { agreeInRoom } from '../../src/workshop/presenter/agree-in-room.ts';
import { endWorkshop } from '../../src/workshop/presenter/end-workshop.ts';
import { moveOn } from '../../src/workshop/presenter/move-on.ts';
import { changeTimer } from '../../src/workshop/presenter/timer.ts';
import { findWorkshop } from '../../src/workshop/store.ts';
import type { Workshop } from '../../src/workshop/workshop.ts';
import { buildWorld, people } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';

const clock = () => today;

onEachDatabase('two devices that run a workshop', (opened) => {
  let hill = '';
  let number = 0;

  async function begin(): Promise<[Database, Workshop]> {
    const database = opened();
    if (hill === '') {
      const world = await buildWorld(database);
      await closeHill(world);
      hill = world.assessments.hill;
    }
    await database.deleteFrom('agreement').execute();
    number += 1;
    const code = `ACDEF${number}`;
    const id = await insertWorkshop(database, hill, { code, number, step: 'A1' });
    return [database, found(await findWorkshop(database, id))];
  }

  const agreement = (workshop: Workshop): NewAgreement => ({
    ...{ item: 'A1', basedOn: 0, content: { statements: {} }, method: 'unanimous' },
    ...{ present: 9, dissenting: 0, reason: null, workshopId: workshop.id },
  });
  const agree = (database: Database, workshop: Workshop) =>
    agreeInRoom(
      database,
      clock,
      workshop,
      { step: 'A1', agreements: [agreement(workshop)] },
      people.fay,
    );

  test('move on from the same step: one of them does', async () => {
    const [database, workshop] = await begin();
    const outcomes = await Promise.all(
      ['A2', 'B1'].map((step) => moveOn(database, clock, workshop, { step, from: 'A1' })),
    );
    expect(outcomes.sort()).toEqual(['done', 'moved']);
  });

  test('move on to the same step: both are there', async () => {
    const [database, workshop] = await begin();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => moveOn(database, clock, workshop, { step: 'A2', from: 'A1' })),
    );
    expect(outcomes).toEqual(['done', 'done', 'done']);
  });

  test('agree the same at once: it is recorded once', async () => {
    const [database, workshop] = await begin();
    const outcomes = await Promise.all([1, 2, 3].map(() => agree(database, workshop)));
    expect(outcomes).toEqual(['done', 'done', 'done']);
    const { questions } = await currentAgreements(database, hill);
    expect(questions.get('A1')?.version).toBe(1);
  });

  test('agree and move on at once: what was told to be recorded is', async () => {
    for (let i = 0; i < 5; i += 1) {
      const [database, workshop] = await begin();
      const [agreed] = await Promise.all([
        agree(database, workshop),
        moveOn(database, clock, workshop, { step: 'A2', from: 'A1' }),
      ]);
      const { questions } = await currentAgreements(database, hill);
      expect(questions.has('A1')).toBe(agreed === 'done');
    }
  });

  test('lengthen the timer at once: it is lengthened once', async () => {
    const [database, workshop] = await begin();
    const change = { act: 'add', ends: '' } as const;
    await Promise.all([1, 2].map(() => changeTimer(database, clock, workshop, change)));
    const { timerEndsAt } = found(await findWorkshop(database, workshop.id));
    expect(timerEndsAt).toBe('2026-11-22T10:05:00.000Z');
  });

  test('end it at once: it ends once', async () => {
    const [database, workshop] = await begin();
    const ends = await Promise.all(
      [1, 2, 3].map(() => endWorkshop(database, clock, workshop, people.fay)),
    );
    expect(ends.filter(Boolean)).toHaveLength(1);
  });
});
