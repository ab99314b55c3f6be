import { expect, test } from '@jest/globals';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { people, stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { join, openHall, openRound, pageOf, reveal } from './rooms.ts';

const world = stage();

test('what this workshop agrees is shown in the room, but never while people vote', async () => {
  await closeHill(world);
  const hall = await openHall(world);
  const device = await join(hall);
  const met = { state: 'met', reason: null, grade: 2, reference: null, dated: null } as const;
  const agree = (workshopId: string | null, basedOn: number) =>
    recordAgreements(
      world.database,
      () => today,
      world.assessments.hill,
      [
        {
          item: 'A1',
          basedOn,
          content: { statements: { 'A1-2': met } },
          method: workshopId ? 'majority' : 'desk',
          present: workshopId ? 8 : null,
          dissenting: workshopId ? 1 : null,
          reason: workshopId ? null : 'Agreed before',
          workshopId,
        },
      ],
      people.fay,
    );
  await agree(null, 0);
  expect(mainText(await pageOf(hall, device))).not.toContain('Agreed');
  await agree(hall.id, 1);
  const page = mainText(await pageOf(hall, device));
  expect(page).toContain('Agreed: 2 Installed');
  expect(page).not.toMatch(/\b(8|one|1) of|dissent|disagree/i);
  await openRound(hall);
  expect(mainText(await pageOf(hall, device))).not.toContain('Agreed');
  await reveal(hall);
  expect(mainText(await pageOf(hall, device))).toContain('Agreed: 2 Installed');
});
