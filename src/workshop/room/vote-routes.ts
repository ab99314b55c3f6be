import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { permit } from '../../people/access.ts';
import { families } from '../../questionnaire/questionnaire.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { fieldText } from '../../shared/forms.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { notFound } from '../../shared/problems.ts';
import { typedWorkshopCode } from '../code.ts';
import { type Live, roomRevision } from '../live.ts';
import { votePath } from '../workshop.ts';
import { castVote } from './cast-vote.ts';
import { choicesOf, isChoice } from './choice.ts';
import { devices as devicesOf } from './device.ts';
import { joinRoom } from './join-room.ts';
import { leaveRoom } from './leave-room.ts';
import { isPresent } from './participant.ts';
import { findRoom, type Room } from './room.ts';
import { wrongWorkshopCodes } from './room-limits.ts';
import { questionOn, type Seat, showSeat } from './room-page.ts';
import { showNobodysCode, showWayIn } from './way-in-page.ts';

const codeForm = z.strictObject({ _csrf: z.string().optional(), code: typedWorkshopCode });
const joinForm = z.strictObject({ _csrf: z.string().optional(), family: z.enum(families) });
const voteForm = z.strictObject({
  _csrf: z.string().optional(),
  round: z.uuid(),
  choice: z.string().default(''),
});

/** Joining a workshop with its code and voting in it, without an account. */
export function voteRoutes(parts: {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: Live;
}): Router {
  const { config, database, clock, live } = parts;
  const router = Router();
  const voting = permit('vote in a workshop');
  const devices = devicesOf(config);

  const find: RequestHandler = async (req, res, next) => {
    // What it shows is for one device, whether somebody is signed in on it or not.
    res.setHeader('Cache-Control', 'no-store');
    const room = await findRoom(database, req, devices.hashOf(req));
    if (room) res.locals.room = room;
    next();
  };
  const asked = [find, wrongWorkshopCodes(parts.log)] as const;

  router.get('/vote', voting, (req, res) => showCodeForm(req, res));

  router.post('/vote', voting, (req, res) => {
    const { data } = codeForm.safeParse(req.body ?? {});
    if (!data) return showCodeForm(req, res, true);
    goTo(res, votePath(data));
  });

  router.get('/vote/:code', voting, ...asked, async (req, res) => {
    const { room } = res.locals;
    if (!room) return showNobodysCode(req, res);
    const seat = seatIn(room);
    if (seat) return showSeat(req, res, { database, clock }, seat);
    // Before it joins, so that sending the form twice makes one device.
    if (devices.hashOf(req) === null) devices.welcome(res);
    await showWayIn(req, res, database, room);
  });

  router.post('/vote/:code/participation', voting, ...asked, async (req, res) => {
    const { room } = res.locals;
    if (!room) return showNobodysCode(req, res);
    const deviceHash = devices.hashOf(req);
    if (deviceHash === null) {
      devices.welcome(res);
      return showWayIn(req, res, database, room, [
        {
          message:
            'This browser does not keep cookies, without which nobody can vote. Allow them and try again',
          href: '#family',
        },
      ]);
    }
    const { data } = joinForm.safeParse(req.body ?? {});
    if (!data)
      return showWayIn(req, res, database, room, [
        { message: 'Choose the group that you belong to', href: '#family' },
      ]);
    const { workshop } = room;
    if (await joinRoom(database, workshop.id, deviceHash, data.family))
      void live.changed(workshop.id);
    goTo(res, votePath(workshop));
  });

  router.post('/vote/:code/votes', voting, ...asked, async (req, res) => {
    const { room } = res.locals;
    if (!room) return showNobodysCode(req, res);
    const seat = seatIn(room);
    const question = seat && questionOn(room);
    const { data } = voteForm.safeParse(req.body ?? {});
    // Whatever they voted on is over: the page says what is on now.
    if (!question || !data) return goTo(res, votePath(room.workshop));
    if (!isChoice(data.choice) || !choicesOf(question).includes(data.choice))
      return showSeat(req, res, { database, clock }, seat, [
        { message: 'Choose a level, or another answer', href: '#choice' },
      ]);
    const vote = { roundId: data.round, choice: data.choice };
    const stored = await castVote(database, room.workshop.id, seat.device.id, vote);
    if (stored === 'first') void live.changed(room.workshop.id);
    goTo(res, votePath(room.workshop));
  });

  router.post('/vote/:code/departure', voting, ...asked, async (req, res) => {
    const { room } = res.locals;
    if (!room) return showNobodysCode(req, res);
    if (room.device) await leaveRoom(database, clock, room.workshop.id, room.device.id);
    void live.changed(room.workshop.id);
    goTo(res, votePath(room.workshop));
  });

  router.get('/vote/:code/changes', voting, ...asked, (req, res) => {
    const seat = res.locals.room && seatIn(res.locals.room);
    if (!seat) throw notFound();
    const { workshop, device } = seat;
    const revision = roomRevision(workshop);
    live.openRoom(req, res, { workshopId: workshop.id, participantId: device.id, revision });
  });

  return router;
}

function seatIn(room: Room): Seat | undefined {
  const { device } = room;
  return device && isPresent(device) ? { ...room, device } : undefined;
}

function showCodeForm(req: Request, res: Response, refused = false): void {
  showPage(
    req,
    res,
    'workshop/vote-code',
    {
      title: 'Join a workshop',
      room: true,
      errors: refused
        ? [{ message: 'Enter the code as it is shown: 6 letters and numbers', href: '#code' }]
        : [],
      code: fieldText(req.body, 'code'),
    },
    refused ? 422 : 200,
  );
}
