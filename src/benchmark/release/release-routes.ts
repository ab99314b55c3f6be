import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { stateOf } from '../../cycles/cycle.ts';
import { type CycleInUse, findCycle } from '../../cycles/store.ts';
import { permit, personAsking } from '../../people/access.ts';
import { type Clock, showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { doneOf } from '../../shared/done.ts';
import { id } from '../../shared/ids.ts';
import { showMoment } from '../../shared/moment.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { found, Problem } from '../../shared/problems.ts';
import { discardRelease } from './discard-release.ts';
import { countParts } from './part-store.ts';
import { prepareRelease } from './prepare-release.ts';
import { previewOf } from './preview.ts';
import { publishRelease } from './publish-release.ts';
import type { Release } from './release.ts';
import { releasesOfCycle } from './release-store.ts';

/** Browsers without scripts look again after so many seconds while a release is computed. */
const soon = 2;

const releaseNumber = z.string().regex(/^[1-9]\d{0,5}$/);
const form = z.strictObject({ _csrf: z.string().optional(), release: id.optional() });

/** Preparing, looking at, publishing and discarding the releases of a cycle. */
export function releaseRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const publishing = permit('publish releases');

  router.get('/cycles/:cycle/releases', publishing, async (req, res) => {
    const cycle = await cycleAsked(req);
    const releases = await releasesOfCycle(database, cycle.id);
    showPage(req, res, 'benchmark/releases', {
      title: `Releases of ${cycle.name}`,
      done: doneOf(req, { discarded: 'The release is discarded' }),
      cycle,
      isClosed: stateOf(cycle, clock()) === 'closed',
      lastDay: showDate(cycle.closesAt),
      releaseDay: cycle.releasesOn && showDate(`${cycle.releasesOn}T12:00:00Z`),
      releases: releases.map((release) => ({ ...lineOf(release), href: pathOf(release) })),
      mayPrepare: releases.every(({ publishedAt }) => publishedAt !== null),
    });
  });

  router.post('/cycles/:cycle/releases', publishing, async (req, res) => {
    readForm(req);
    const cycle = await cycleAsked(req);
    goTo(res, pathOf(await prepareRelease(database, clock, cycle.id, personAsking(req).id)));
  });

  router.get('/cycles/:cycle/releases/:number', publishing, async (req, res) => {
    const release = await releaseAsked(req);
    if (release.fingerprint === null) return showComputing(req, res, release);
    showPage(req, res, 'benchmark/release', {
      title: `Release ${release.number} of ${release.cycle}`,
      done: doneOf(req, { published: 'The release is published' }),
      release,
      line: lineOf(release),
      path: pathOf(release),
      ...(await previewOf(database, release)),
    });
  });

  for (const act of ['publication', 'discarding'] as const)
    router.get(`/cycles/:cycle/releases/:number/${act}`, publishing, async (req, res) => {
      const release = await releaseAsked(req);
      const isComplete = release.fingerprint !== null;
      if (release.publishedAt !== null || (act === 'publication' && !isComplete))
        return goTo(res, pathOf(release));
      showPage(req, res, `benchmark/release-${act}`, {
        title: act === 'publication' ? 'Publish the release' : 'Discard the release',
        release,
        path: pathOf(release),
      });
    });

  router.post('/cycles/:cycle/releases/:number/publication', publishing, async (req, res) => {
    const release = await releaseMeant(req);
    await publishRelease(database, clock, release.id, personAsking(req).id);
    goTo(res, `${pathOf(release)}?done=published`);
  });

  router.post('/cycles/:cycle/releases/:number/discarding', publishing, async (req, res) => {
    const release = await releaseMeant(req);
    await discardRelease(database, clock, release.id, personAsking(req).id);
    goTo(res, `/cycles/${release.cycleId}/releases?done=discarded`);
  });

  async function cycleAsked(req: Request): Promise<CycleInUse> {
    const { data } = id.safeParse(req.params.cycle);
    return found(data && (await findCycle(database, data)));
  }

  async function releaseAsked(req: Request): Promise<Release> {
    const cycle = await cycleAsked(req);
    const { data } = releaseNumber.safeParse(req.params.number);
    const releases = await releasesOfCycle(database, cycle.id);
    return found(releases.find(({ number }) => data !== undefined && number === Number(data)));
  }

  /** The release whose page the form was on: another may have taken its number since. */
  async function releaseMeant(req: Request): Promise<Release> {
    const { release: meant } = readForm(req);
    const release = await releaseAsked(req);
    if (release.id !== meant)
      throw new Problem(
        'conflict',
        'This release was discarded and prepared again since you opened this page. Look at it again first.',
      );
    return release;
  }

  async function showComputing(req: Request, res: Response, release: Release): Promise<void> {
    showPage(req, res, 'benchmark/release-computing', {
      title: `Release ${release.number} of ${release.cycle}`,
      refresh: soon,
      scripts: ['progress.js'],
      release,
      path: pathOf(release),
      there: await countParts(database, release.id),
    });
  }

  return router;
}

function readForm(req: Request): z.output<typeof form> {
  const { data } = form.safeParse(req.body ?? {});
  if (!data) throw new Problem('invalid', 'Go back, and send the form again.');
  return data;
}

function pathOf({ cycleId, number }: Release): string {
  return `/cycles/${cycleId}/releases/${number}`;
}

function lineOf({ number, preparedAt, publishedAt, fingerprint }: Release) {
  const unpublished = fingerprint === null ? 'Being computed' : 'Not published';
  return {
    number,
    prepared: showMoment(preparedAt),
    published: publishedAt && showMoment(publishedAt),
    state: publishedAt === null ? unpublished : 'Published',
  };
}
