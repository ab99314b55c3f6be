import { Router } from 'express';
import { permit, personAsking } from '../people/access.ts';
import { recordView } from '../people/record-reading.ts';
import { findQuestion } from '../questionnaire/lookup.ts';
import { findResults } from '../results/store.ts';
import { method } from '../scoring/method.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { listVersions } from './agreement-store.ts';
import { changeable } from './desk/changeable.ts';
import { deskRoutes } from './desk/desk-routes.ts';
import { versionRows } from './desk/history.ts';
import { ownersOf } from './desk/owners.ts';
import { ownersRoutes } from './desk/owners-routes.ts';
import { dimensionRows, headlineOf } from './dimension-rows.ts';
import { loadPosition } from './position.ts';
import { questionSections } from './question-rows.ts';
import { signOffDone, signOffState } from './sign-off/sign-off-state.ts';
import { findStandingSignOff } from './sign-off/sign-off-store.ts';
import { positionPath, readingOf, type Standing, standingAsked } from './standing.ts';

/** What an organisation has agreed: seeing it, and agreeing it outside a workshop. */
export function positionRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const seeing = permit('see the agreed position');
  const parts = ['leads', 'facilitates', 'signs'] as const;

  router.get('/positions/:assessment', seeing, async (req, res) => {
    const standing = await standingAsked(database, req, ...parts);
    const { survey } = standing;
    if (!survey.closedAt) return showPage(req, res, 'position/waiting', frameOf(standing));
    const { questionnaire } = survey;
    const signed = await findStandingSignOff(database, survey.assessmentId);
    // What is signed stands as it was on that day, however old its documents are by now.
    const agreed = await loadPosition(
      database,
      survey,
      signed ? new Date(signed.signedAt) : clock(),
    );
    // Who only signs is shown no more of the survey here than on its own page.
    const mayRead = await findResults(database, personAsking(req), survey.assessmentId);
    const position = mayRead ? agreed : { ...agreed, disclosed: null };
    const signOff = await signOffState(database, standing, position, personAsking(req));
    await recordView(database, clock, readingOf(req, standing));
    showPage(req, res, 'position/position', {
      ...frameOf(standing),
      done: doneOf(req, { ...signOffDone, ...agreeingDone }),
      signOff,
      mayChange: standing.leads && !signed,
      surveyed: position.disclosed !== null,
      surveyIsForOthers: agreed.disclosed !== null && !mayRead,
      evidenceFrom: method.evidence.neededFromLevel,
      headline: headlineOf(position.scored, questionnaire),
      dimensions: dimensionRows(position.scored, questionnaire),
      sections: questionSections(position),
      owners: ownersOf(position),
    });
  });

  router.get('/positions/:assessment/questions/:question/history', seeing, async (req, res) => {
    const standing = await standingAsked(database, req, ...parts);
    const { questionnaire, assessmentId } = standing.survey;
    const question = found(findQuestion(questionnaire, String(req.params.question)));
    const state = await changeable(database, standing.survey);
    await recordView(database, clock, readingOf(req, standing));
    showPage(req, res, 'position/history', {
      ...frameOf(standing),
      title: `History: ${question.title}`,
      question,
      mayChange: standing.leads && state === 'open',
      signedOff: state === 'signed-off',
      versions: versionRows(
        questionnaire,
        await listVersions(database, assessmentId, question.code),
      ),
    });
  });

  router.use(deskRoutes(database, clock));
  router.use(ownersRoutes(database, clock));

  return router;
}

const agreeingDone = {
  agreed: 'What you agreed is saved.',
  owners: 'The owners are saved.',
};

function frameOf({ survey, ...standing }: Standing) {
  return { title: 'Agreed position', survey, standing, base: positionPath(survey) };
}
