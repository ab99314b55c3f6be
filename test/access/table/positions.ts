import { may, type Rule } from '../rules.ts';

const released = { stage: 'released' } as const;
const around = ['assessment-lead', 'facilitator', 'signatory'] as const;
const lead = ['assessment-lead'] as const;
const signatory = ['signatory'] as const;
const seeing = may('see the agreed position', around, released);
const agreeing = may('agree the position', lead, released);
const signing = may('sign off', signatory, released);
const reopening = may('reopen the position', ['assessment-lead', 'signatory'], released);

/** The agreed position, its sign-off, and the plan. */
export const positionRoutes: Readonly<Record<string, Rule>> = {
  'GET /plans/:assessment': may('see the plan', around, released),
  'GET /plans/:assessment/actions.csv': may('see the plan', around, released),
  'GET /plans/:assessment/actions/:action': may('keep the plan', lead, released),
  'GET /plans/:assessment/actions/new': may('keep the plan', lead, released),
  'POST /plans/:assessment/actions': may('keep the plan', lead, released),
  'POST /plans/:assessment/actions/:action': may('keep the plan', lead, released),
  'GET /positions/:assessment': seeing,
  'GET /positions/:assessment/owners': agreeing,
  'GET /positions/:assessment/questions/:question': agreeing,
  'GET /positions/:assessment/questions/:question/history': seeing,
  'GET /positions/:assessment/reopening': reopening,
  'GET /positions/:assessment/sharing': signing,
  'GET /positions/:assessment/sign-off': signing,
  'GET /positions/:assessment/sign-offs': seeing,
  'GET /positions/:assessment/sign-offs/:signOff': seeing,
  'POST /positions/:assessment/owners': agreeing,
  'POST /positions/:assessment/questions/:question': agreeing,
  'POST /positions/:assessment/reopening': reopening,
  'POST /positions/:assessment/sharing': signing,
  'POST /positions/:assessment/sign-off': signing,
  'POST /positions/:assessment/sign-off-requests': agreeing,
  'POST /positions/:assessment/sign-off-requests/withdrawal': agreeing,
  'POST /positions/:assessment/sign-off/return': signing,
};
