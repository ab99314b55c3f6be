import type { Kind } from '../../organisations/organisation.ts';
import { icbViewOf } from '../../position/sign-off/icb-view.ts';
import { dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { findSurvey } from '../../survey/store.ts';
import type { Basis } from '../basis.ts';
import type { SharedPositions } from '../icb/shared-positions.ts';
import { agreedContribution } from './agreed-contribution.ts';
import type { Contribution } from './contribution.ts';
import { type Answered, pooledSdOf, withPooledErrors } from './pooled-errors.ts';
import { icbsOn } from './sharing-store.ts';
import { type SignOffOfCycle, signOffsOfCycle } from './sign-offs-store.ts';
import { lacksError, surveyContribution } from './survey-contribution.ts';
import { surveysOfCycle } from './survey-inputs-store.ts';

/** What one organisation brings in, or what a trust shares with one integrated care board. */
export type Input =
  | {
      readonly organisation: string;
      readonly basis: Basis;
      readonly content: Contribution;
    }
  | { readonly icb: string; readonly trust: SharedPositions['trusts'][number] };

/**
 * Everything that a release of a cycle is made of, one after the other: what was there at an
 * instant, as far as it still stands now.
 * @param day the day in England on which trusts have to belong to the boards they share with.
 */
export async function* collectInputs(
  database: Database,
  cycleId: string,
  { at, day }: { readonly at: string; readonly day: string },
): AsyncGenerator<Input> {
  yield* surveyInputs(database, cycleId, at);
  for await (const signOff of signOffsOfCycle(database, cycleId, at)) {
    const { organisation, content } = signOff;
    yield {
      organisation: organisation.code,
      basis: 'agreed',
      content: agreedContribution(organisation.kind, content),
    };
    yield* sharedInputs(database, signOff, { at, day });
  }
}

async function* surveyInputs(
  database: Database,
  cycleId: string,
  at: string,
): AsyncGenerator<Input> {
  // Only of those that others are compared with: the rest must not move anybody's numbers.
  const eligible: Record<Kind, Answered[]> = { trust: [], icb: [] };
  const lacking: (Answered & { readonly disclosed: Parameters<typeof surveyContribution>[2] })[] =
    [];
  for await (const survey of surveysOfCycle(database, cycleId, at)) {
    const { assessmentId, organisation, questionnaireVersion, results, disclosed } = survey;
    const answered = { assessmentId, organisation, questionnaireVersion };
    if (results.eligible) eligible[organisation.kind].push(answered);
    if (results.eligible && lacksError(results)) lacking.push({ ...answered, disclosed });
    else
      yield {
        organisation: organisation.code,
        basis: 'survey',
        content: surveyContribution(organisation.kind, results, disclosed),
      };
  }
  for (const [kind, surveys] of Map.groupBy(lacking, ({ organisation }) => organisation.kind)) {
    const spread = await pooledSdOf(database, kind, eligible[kind]);
    for (const survey of surveys) {
      const results = await withPooledErrors(database, survey, spread);
      yield {
        organisation: survey.organisation.code,
        basis: 'survey',
        content: surveyContribution(kind, results, survey.disclosed),
      };
    }
  }
}

async function* sharedInputs(
  database: Database,
  signOff: SignOffOfCycle,
  { at, day }: { readonly at: string; readonly day: string },
): AsyncGenerator<Input> {
  const { organisation, sharedAt, assessmentId } = signOff;
  if (organisation.kind !== 'trust' || sharedAt === null || sharedAt > at) return;
  const days = [dateOf(new Date(sharedAt)), day];
  const view = icbViewOf(found(await findSurvey(database, assessmentId)), signOff);
  for (const icb of await icbsOn(database, organisation.code, days))
    yield { icb, trust: { signOff: signOff.id, trustType: organisation.trustType, view } };
}
