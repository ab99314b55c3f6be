import type { TakeUp } from '../people/accept.ts';
import { Problem } from '../shared/problems.ts';
import { insertPlace } from './respondent-store.ts';
import { findSurvey } from './store.ts';
import { isRunning } from './survey.ts';

/** Takes up an invitation to answer: a place in the survey, or the place they had before. */
export const takePlace: TakeUp = async (transaction, { assessmentId }, personId, now) => {
  const survey = assessmentId && (await findSurvey(transaction, assessmentId));
  if (!survey || !isRunning(survey, new Date(now)))
    throw new Problem('too-late', 'The survey has closed, so nobody can join it any more.');
  await insertPlace(transaction, survey.assessmentId, personId);
  return `/assessments/${survey.assessmentId}/notice`;
};
