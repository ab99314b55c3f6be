import { beforeAll, expect, test } from '@jest/globals';
import { addAction } from '../../src/plan/add-action.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { askForSignOff } from '../../src/position/sign-off/ask-sign-off.ts';
import { reopenPosition } from '../../src/position/sign-off/reopen-position.ts';
import { findStandingSignOff } from '../../src/position/sign-off/sign-off-store.ts';
import { signPosition } from '../../src/position/sign-off/sign-position.ts';
import { newId, newRandomId } from '../../src/shared/ids.ts';
import { found, Problem } from '../../src/shared/problems.ts';
import { findSurvey } from '../../src/survey/store.ts';
import type { Survey } from '../../src/survey/survey.ts';
import { withAdded, without } from '../../src/workshop/agenda/agenda-change.ts';
import { changeAgenda } from '../../src/workshop/agenda/change-preparation.ts';
import { openWorkshop } from '../../src/workshop/agenda/open-workshop.ts';
import { prepareWorkshop } from '../../src/workshop/agenda/prepare.ts';
import { agreeInRoom } from '../../src/workshop/presenter/agree-in-room.ts';
import { endWorkshop } from '../../src/workshop/presenter/end-workshop.ts';
import { moveOn } from '../../src/workshop/presenter/move-on.ts';
import { castVote } from '../../src/workshop/room/cast-vote.ts';
import { joinRoom } from '../../src/workshop/room/join-room.ts';
import { openRound } from '../../src/workshop/room/open-round.ts';
import { removeDevice } from '../../src/workshop/room/remove-device.ts';
import { revealRound } from '../../src/workshop/room/reveal-round.ts';
import { roundOf } from '../../src/workshop/room/round-store.ts';
import { findWorkshop, listWorkshops } from '../../src/workshop/store.ts';
import type { Workshop } from '../../src/workshop/workshop.ts';
import { fingerprintNow, upTo } from '../position/signing.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';

onEachDatabase('whatever is done to workshops and positions at the same moment', (database) => {
  const clock = () => today;
  let world: World;
  let hill: Survey;

  beforeAll(async () => {
    world = await buildWorld(database());
    await closeHill(world);
    hill = found(await findSurvey(database(), world.assessments.hill));
  });

  async function open(number: number): Promise<Workshop> {
    const code = `ACDE${number + 20}`;
    const id = await insertWorkshop(database(), hill.assessmentId, { code, number, step: 'A1' });
    for (let at = 0; at < 6; at++) await joinRoom(database(), id, `${id} ${at}`, 'digital');
    await openRound(database(), clock, id, { item: 'A1', number: 1 });
    return found(await findWorkshop(database(), id));
  }

  test('nothing is told but that it was done, or why not', async () => {
    for (let number = 1; number <= 8; number++) {
      const workshop = await open(number);
      const { id } = workshop;
      const round = found((await roundOf(database(), id, 'A1')) ?? undefined);
      const devices = await database()
        .selectFrom('participant')
        .select('id')
        .where('workshop_id', '=', id)
        .execute();
      const standing = await findStandingSignOff(database(), hill.assessmentId);
      const fingerprint = await fingerprintNow(world);
      const versions = await database()
        .selectFrom('agreement')
        .select(({ fn }) => fn.max('version').as('version'))
        .where('item', '=', 'A1')
        .executeTakeFirst();
      const basedOn = versions?.version ?? 0;
      const room = { method: 'chair', present: 8, dissenting: 1, workshopId: id } as const;
      const level = (number % 3) + 2;
      const due = { owner: 'Chief executive', dueOn: '2027-01-01', item: null, statement: null };
      const action = { id: newId(), title: 'Act', ...due, workshopId: id };
      const acts: (() => Promise<unknown>)[] = [
        ...devices.map(({ id: device }) => () => {
          const vote = { roundId: round.id, choice: '3' } as const;
          return castVote(database(), id, device, vote);
        }),
        () => joinRoom(database(), id, newRandomId(), 'clinical'),
        () => joinRoom(database(), id, newRandomId(), 'clinical'),
        () => removeDevice(database(), clock, id, devices[0]?.id ?? '', people.fay),
        () => revealRound(database(), clock, id, round.id),
        () => openRound(database(), clock, id, { item: 'A1', number: 2 }),
        () => agreeInRoom(database(), clock, workshop, inRoom(basedOn), people.fay),
        () => deskAgreement(basedOn),
        () => changeAgenda(database(), id, (agenda) => without(agenda, 'B1')),
        () =>
          changeAgenda(database(), id, (now) => withAdded(now, { item: 'D1', together: false })),
        () => moveOn(database(), clock, workshop, { step: 'A2', from: 'A1' }),
        () => addAction(database(), clock, hill.assessmentId, action, people.fay),
        () => endWorkshop(database(), clock, workshop, people.fay),
        () => endWorkshop(database(), clock, workshop, null),
        () => openWorkshop(database(), clock, workshop, people.fay),
        () => prepareWorkshop(database(), clock, hill, people.fay),
        () => askForSignOff(database(), clock, hill, people.lena),
        () => signPosition(database(), clock, hill, { fingerprint, share: false }, people.sam),
        () => {
          const reopened = { signOff: standing?.id ?? newId(), reason: 'Because' };
          return reopenPosition(database(), clock, hill, reopened, people.sam);
        },
      ];
      const inRoom = (on: number) => ({
        step: 'A1',
        agreements: [{ ...upTo('A1', level, on), ...room, reason: `In ${number}` }],
      });
      const deskAgreement = (on: number) =>
        recordAgreements(
          database(),
          clock,
          hill.assessmentId,
          [{ ...upTo('A1', 5, on), reason: `At the desk ${number}` }],
          people.lena,
        );
      const turned = acts.slice(number * 2).concat(acts.slice(0, number * 2));
      const outcomes = await Promise.allSettled(turned.map((act) => act()));
      const unexpected = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' && !(outcome.reason instanceof Problem)
          ? [outcome.reason]
          : [],
      );
      expect(unexpected).toEqual([]);
      expect((await findWorkshop(database(), id))?.endedAt).not.toBeNull();
      await expectInOrder();
    }
  });

  /** Nothing is left of rooms that have ended, and nothing is there twice. */
  async function expectInOrder(): Promise<void> {
    expect(await dump(database(), ['ballot'])).toBe('');
    expect(await dump(database(), ['participant'])).not.toMatch(/"device_hash":"/);
    expect(await dump(database(), ['round'])).not.toMatch(/"tally":"/);
    const workshops = await listWorkshops(database(), hill.assessmentId);
    const running = workshops.filter(({ endedAt }) => endedAt === null);
    expect(running.length).toBeLessThanOrEqual(1);
    for (const { id } of running) {
      await database().deleteFrom('agenda_item').where('workshop_id', '=', id).execute();
      await database().deleteFrom('workshop').where('id', '=', id).execute();
    }
    const { rows } = await countOf();
    expect(rows).toBe(await highest());
  }

  async function countOf() {
    return database()
      .selectFrom('agreement')
      .select(({ fn }) => fn.countAll().as('rows'))
      .where('item', '=', 'A1')
      .executeTakeFirstOrThrow()
      .then(({ rows }) => ({ rows: Number(rows) }));
  }

  async function highest(): Promise<number> {
    const { version } = await database()
      .selectFrom('agreement')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('item', '=', 'A1')
      .executeTakeFirstOrThrow();
    return Number(version ?? 0);
  }
});
