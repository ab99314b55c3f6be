import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { permit, personAsking } from '../../people/access.ts';
import { recordView } from '../../people/record-reading.ts';
import { type Clock, showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { id } from '../../shared/ids.ts';
import { showMoment } from '../../shared/moment.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { found, Problem } from '../../shared/problems.ts';
import { type Part, positionPath, readingOf, type Standing, standingAsked } from '../standing.ts';
import { icbsAbove } from './icb-above.ts';
import { icbViewOf } from './icb-view.ts';
import { icbWords } from './icb-words.ts';
import { type ReadReason, readReason } from './reason-form.ts';
import { reopenPosition } from './reopen-position.ts';
import { listRequests } from './request-store.ts';
import { shareWithIcb } from './share-with-icb.ts';
import { doerWords, type SignOff, versionWords } from './sign-off.ts';
import { requestLine, signOffLine } from './sign-off-lines.ts';
import { findSignOff, findStandingSignOff, listSignOffs } from './sign-off-store.ts';
import { signedTables } from './signed-tables.ts';

/** What was signed off, sharing it with the integrated care board, and reopening it. */
export function signedRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const seeing = permit('see the agreed position');
  const signing = permit('sign off');
  const reopening = permit('reopen the position');

  router.get('/positions/:assessment/sign-offs', seeing, async (req, res) => {
    const { survey } = await standingAsked(database, req, 'leads', 'facilitates', 'signs');
    showPage(req, res, 'position/sign-offs', {
      title: 'Sign-offs',
      survey,
      base: positionPath(survey),
      signOffs: (await listSignOffs(database, survey.assessmentId)).map(signOffLine),
      requests: (await listRequests(database, survey.assessmentId)).map(requestLine),
    });
  });

  router.get('/positions/:assessment/sign-offs/:signOff', seeing, async (req, res) => {
    const standing = await standingAsked(database, req, 'leads', 'facilitates', 'signs');
    const { survey } = standing;
    const { data } = id.safeParse(req.params.signOff);
    const signOff = found(data && (await findSignOff(database, survey.assessmentId, data)));
    await recordView(database, clock, { ...readingOf(req, standing), of: signOff.id });
    showPage(req, res, 'position/signed', {
      title: 'What was signed off',
      survey,
      base: positionPath(survey),
      signOff: signOffLine(signOff),
      tables: signedTables(survey.questionnaire, signOff.content),
    });
  });

  router.get('/positions/:assessment/sharing', signing, async (req, res) => {
    const { survey, signOff } = await standingSignOffAsked(req, 'signs');
    if (!signOff) return goTo(res, positionPath(survey));
    const { questionnaire } = survey;
    const boards = await icbsAbove(database, survey, clock());
    showPage(req, res, 'position/sharing', {
      title: 'Share with your integrated care board',
      survey,
      base: positionPath(survey),
      signOff: signOff.id,
      since: signOff.sharedAt && showDate(signOff.sharedAt),
      icb: icbWords(icbViewOf(survey, signOff), questionnaire, boards),
    });
  });

  router.post('/positions/:assessment/sharing', signing, async (req, res) => {
    const { survey } = await standingAsked(database, req, 'signs');
    const { data } = sharingForm.safeParse(req.body);
    if (!data) throw new Problem('invalid', 'Go back and choose whether to share the scores.');
    const { signOff, sharing } = data;
    const share = sharing === 'share';
    await shareWithIcb(database, clock, survey, { signOff, share }, personAsking(req).id);
    goTo(res, `${positionPath(survey)}?done=${share ? 'shared' : 'private'}`);
  });

  router.get('/positions/:assessment/reopening', reopening, async (req, res) => {
    const { survey, signOff } = await standingSignOffAsked(req, 'leads', 'signs');
    if (!signOff) return goTo(res, positionPath(survey));
    showReopening(req, res, survey, signOff);
  });

  router.post('/positions/:assessment/reopening', reopening, async (req, res) => {
    const { survey, signOff } = await standingSignOffAsked(req, 'leads', 'signs');
    const read = readReason(req.body);
    if (read.errors) {
      if (!signOff) throw new Problem('conflict', 'This position is not signed off any more.');
      return showReopening(req, res, survey, signOff, read);
    }
    const reopened = { signOff: read.of, reason: read.reason };
    await reopenPosition(database, clock, survey, reopened, personAsking(req).id);
    goTo(res, `${positionPath(survey)}?done=reopened`);
  });

  async function standingSignOffAsked(req: Request, ...parts: readonly Part[]) {
    const { survey } = await standingAsked(database, req, ...parts);
    return { survey, signOff: await findStandingSignOff(database, survey.assessmentId) };
  }

  return router;
}

const sharingForm = z.strictObject({
  _csrf: z.string().optional(),
  signOff: id,
  sharing: z.enum(['private', 'share']),
});

function showReopening(
  req: Request,
  res: Response,
  survey: Standing['survey'],
  signOff: SignOff,
  refused?: Extract<ReadReason, { readonly typed: string }>,
): void {
  const values = {
    survey,
    base: positionPath(survey),
    signOff: signOff.id,
    who: doerWords(signOff.signedBy),
    when: showMoment(signOff.signedAt),
    versions: versionWords(signOff),
    shared: signOff.sharedAt !== null,
    errors: refused?.errors ?? [],
    typed: refused?.typed ?? '',
  };
  const status = refused ? 422 : 200;
  showPage(req, res, 'position/reopening', { title: 'Reopen the position', ...values }, status);
}
