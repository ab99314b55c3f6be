import { may, type Rule } from '../rules.ts';

const answering = may('answer the questionnaire', ['respondent']);
const released = { stage: 'released' } as const;
const inside = [
  'respondent',
  'assessment-lead',
  'signatory',
  'facilitator',
  'icb-analyst',
] as const;
const comparing = may('see a benchmark', inside, { ...released, anyStage: true });
// Of who is part of a cycle that has no release yet there is nothing to put in a file.
const files = may('see a benchmark', inside, released);

/** What leaders do, and what they and others see of an organisation. */
export const answeringRoutes: Readonly<Record<string, Rule>> = {
  'GET /assessments': may('answer the questionnaire'),
  'GET /assessments/:assessment': answering,
  'GET /assessments/:assessment/answers': answering,
  'GET /assessments/:assessment/dimensions/:dimension': answering,
  'GET /assessments/:assessment/dimensions/:dimension/answers': answering,
  'GET /assessments/:assessment/erasure': answering,
  'GET /assessments/:assessment/notice': answering,
  'GET /assessments/:assessment/ownership': answering,
  'GET /assessments/:assessment/profile': may('see own profile', ['respondent']),
  'GET /assessments/:assessment/questions/:question': answering,
  'GET /assessments/:assessment/role': answering,
  'GET /assessments/:assessment/submission': answering,
  'POST /assessments/:assessment/dimensions/:dimension': answering,
  'POST /assessments/:assessment/erasure': answering,
  'POST /assessments/:assessment/notice': answering,
  'POST /assessments/:assessment/ownership': answering,
  'POST /assessments/:assessment/questions/:question': answering,
  'POST /assessments/:assessment/role': answering,
  'POST /assessments/:assessment/submission': answering,

  'GET /my-data': may('see own profile'),
  'GET /my-data/erased': may('read public pages'),
  'GET /my-data/erasure': may('see own profile'),
  'GET /my-data/export.json': may('see own profile'),
  'GET /my-data/schema.json': may('read public pages'),
  'POST /my-data/erasure': may('see own profile'),

  'GET /benchmarks/:organisation': comparing,
  'GET /benchmarks/:organisation/benchmark.csv': files,
  'GET /benchmarks/:organisation/benchmark.xlsx': files,
  'GET /benchmarks/:organisation/print': comparing,
  'GET /surveys/:assessment/results': may(
    'see survey results',
    ['assessment-lead', 'facilitator', 'respondent'],
    released,
  ),
};
