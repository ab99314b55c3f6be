import { fewest } from '../disclosure/survey-rules.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { method } from '../scoring/method.ts';
import type { Database } from '../shared/database.ts';
import { showMoment } from '../shared/moment.ts';
import { facilitatorsOf } from './facilitator.ts';
import { countInWords, type Participation, participationOf, type Taking } from './participation.ts';
import { findParticipation, listInvited } from './participation-store.ts';
import { nextReminder } from './remind.ts';
import { isRunning, lastInstant, pathOf, type Survey } from './survey.ts';

/** Where a survey stands: it runs, its time is over but its results are not made yet, or closed. */
export type Stage = 'running' | 'over' | 'closed';

/** Everything that a lead sees of a survey at a glance. */
export async function dashboardOf(database: Database, survey: Survey, now: Date) {
  const { questionnaire, remindedAt } = survey;
  const families = questionnaire.roleFamilies.map(({ code }) => code);
  // Of a closed survey as it was then, whoever erases their answers later.
  const participation =
    (await findParticipation(database, survey.assessmentId)) ??
    participationOf(await listInvited(database, survey.assessmentId), families);
  const again = nextReminder(survey, now);
  return {
    survey,
    base: pathOf(survey),
    stage: stageOf(survey, now),
    closes: showMoment(lastInstant(survey)),
    invited: participation.invited,
    withdrawn: participation.withdrawn,
    fewest: fewest(method),
    rows: rowsOf(participation, questionnaire),
    reminded: remindedAt && showMoment(remindedAt),
    remindAgain: again && showMoment(again.toISOString()),
    facilitators: await facilitatorsOf(database, survey, now),
  };
}

function stageOf(survey: Survey, now: Date): Stage {
  if (survey.closedAt) return 'closed';
  return isRunning(survey, now) ? 'running' : 'over';
}

/** The table of participation: everybody, then each family that may be shown. */
function rowsOf(participation: Participation, questionnaire: Questionnaire) {
  const row = (name: string, { invited, started, submitted }: Taking) => ({
    name,
    invited,
    started: countInWords(started, invited),
    submitted: countInWords(submitted, invited),
  });
  return [
    row('Everybody', participation),
    ...participation.families.map((family) =>
      row(
        questionnaire.roleFamilies.find(({ code }) => code === family.code)?.name ?? family.code,
        family,
      ),
    ),
  ];
}
