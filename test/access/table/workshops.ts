import { may, type Rule } from '../rules.ts';

const released = { stage: 'released' } as const;
const running = may('run a workshop', ['facilitator'], released);
const reporting = may(
  'see the agreed position',
  ['assessment-lead', 'facilitator', 'signatory'],
  released,
);

/** Preparing and running workshops, and their reports. */
export const workshopRoutes: Readonly<Record<string, Rule>> = {
  'GET /surveys/:assessment/workshops': may(
    'run a workshop',
    ['facilitator', 'assessment-lead'],
    released,
  ),
  'POST /surveys/:assessment/workshops': running,
  'GET /workshops/:workshop': running,
  'GET /workshops/:workshop/agreements/:item': running,
  'GET /workshops/:workshop/cards': running,
  'GET /workshops/:workshop/changes': running,
  'GET /workshops/:workshop/confirmation': running,
  'GET /workshops/:workshop/devices': running,
  'GET /workshops/:workshop/end': running,
  'GET /workshops/:workshop/guide': running,
  'GET /workshops/:workshop/owners': running,
  'GET /workshops/:workshop/presenter': running,
  'GET /workshops/:workshop/report': reporting,
  'GET /workshops/:workshop/report.csv': reporting,
  'POST /workshops/:workshop/actions': running,
  'POST /workshops/:workshop/agenda': running,
  'POST /workshops/:workshop/agreements/:item': running,
  'POST /workshops/:workshop/confirmation': running,
  'POST /workshops/:workshop/devices/:participant/removal': running,
  'POST /workshops/:workshop/discussions': running,
  'POST /workshops/:workshop/end': running,
  'POST /workshops/:workshop/joining': running,
  'POST /workshops/:workshop/opening': running,
  'POST /workshops/:workshop/owners': running,
  'POST /workshops/:workshop/rounds': running,
  'POST /workshops/:workshop/rounds/:round/reveal': running,
  'POST /workshops/:workshop/steps': running,
  'POST /workshops/:workshop/timer': running,
  'POST /workshops/:workshop/timing': running,
};
