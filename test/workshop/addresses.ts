/** What addresses are made of. */
export interface Named {
  readonly assessment: string;
  readonly workshop: string;
  readonly participant: string;
  readonly round: string;
  readonly signOff: string;
  readonly action: string;
}

/** Every page of a position, a plan and a workshop. */
export const pages = (of: Named) => [
  `/surveys/${of.assessment}/workshops`,
  ...[
    '',
    '/guide',
    '/cards',
    '/presenter',
    '/changes',
    '/devices',
    '/end',
    '/report',
    '/report.csv',
    '/agreements/A1',
    '/confirmation',
    '/owners',
  ].map((page) => `/workshops/${of.workshop}${page}`),
  ...[
    '',
    '/questions/A1',
    '/questions/A1/history',
    '/owners',
    '/sign-off',
    '/sign-offs',
    `/sign-offs/${of.signOff}`,
    '/sharing',
    '/reopening',
  ].map((page) => `/positions/${of.assessment}${page}`),
  ...['', '/actions.csv', '/actions/new', `/actions/${of.action}`].map(
    (page) => `/plans/${of.assessment}${page}`,
  ),
];

/** Every form, filled in so that it would do something for whoever may send it. */
export const forms = (of: Named): readonly (readonly [string, Record<string, string>])[] => [
  [`/surveys/${of.assessment}/workshops`, {}],
  ...Object.entries({
    '/opening': {},
    '/agenda': { act: 'remove', item: 'A2' },
    '/timing': { pace: 'brisk', minutes: '60' },
    '/steps': { step: 'A2', from: 'A1' },
    '/timer': { act: 'start', ends: '' },
    '/joining': { locked: 'yes' },
    '/rounds': { item: 'A1', number: '2' },
    [`/rounds/${of.round}/reveal`]: {},
    [`/devices/${of.participant}/removal`]: {},
    '/agreements/A1': { basedOn: '1', 'A1-2-state': 'met', method: 'unanimous', present: '9' },
    '/confirmation': { 'confirm-C1': 'yes', method: 'unanimous', present: '9' },
    '/owners': { 'owner-M01': 'nobody', method: 'unanimous', present: '9' },
    '/discussions': { item: 'C1' },
    '/actions': action,
    '/end': {},
  }).map(([path, fields]) => [`/workshops/${of.workshop}${path}`, fields] as const),
  ...Object.entries({
    '/questions/A1': { basedOn: '1', 'A1-2-state': 'not-met' },
    '/owners': {},
    '/sign-off-requests': {},
    '/sign-off-requests/withdrawal': {},
    '/sign-off': { fingerprint: 'x' },
    '/sign-off/return': { of: of.signOff, 'reason-note': 'Because' },
    '/sharing': { signOff: of.signOff, sharing: 'share' },
    '/reopening': { of: of.signOff, 'reason-note': 'Because' },
  }).map(([path, fields]) => [`/positions/${of.assessment}${path}`, fields] as const),
  [`/plans/${of.assessment}/actions`, action],
  [
    `/plans/${of.assessment}/actions/${of.action}`,
    { ...action, 'action-version': '1', 'action-status': 'done' },
  ],
];

/** What adds an action. */
export const action = {
  'action-title-note': 'Taken over',
  'action-owner': 'Somebody',
  'action-due-day': '1',
  'action-due-month': '1',
  'action-due-year': '2028',
};
