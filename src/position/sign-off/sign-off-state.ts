import type { Person } from '../../people/person.ts';
import { listed } from '../../results/level-words.ts';
import { showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { showMoment } from '../../shared/moment.ts';
import type { Position } from '../position.ts';
import { positionPath, type Standing } from '../standing.ts';
import { missingOf } from './missing.ts';
import { listRequests } from './request-store.ts';
import {
  doerFirst,
  doerWords,
  type SignOff,
  type SignOffRequest,
  versionWords,
} from './sign-off.ts';
import { holdersOf } from './sign-off-message.ts';
import { listSignOffs } from './sign-off-store.ts';

/** What the overview says was done, by the word in its address. */
export const signOffDone = {
  asked: 'The signatory is asked to sign it off.',
  withdrawn: 'The request is taken back.',
  signed: 'The position is signed off.',
  returned: 'The position is sent back, and the assessment lead is told.',
  reopened: 'The position is reopened.',
  shared: 'Your integrated care board can now see its scores.',
  private: 'Your integrated care board no longer sees anything of it.',
} as const;

/** What views/position/sign-off-state.ejs is given. */
export interface SignOffState {
  readonly base: string;
  readonly standing: Pick<Standing, 'leads' | 'signs'>;
  readonly state: 'not-asked' | 'asked' | 'returned' | 'reopened' | 'signed';
  /** What happened last, in a sentence or two. */
  readonly said: string;
  /** Why it was returned or reopened; empty otherwise. */
  readonly reason: string;
  /** Whether the scores of what is signed are shared, in a sentence; empty where there is no board. */
  readonly sharing: string;
  /** Whether this person asked for the open request, and so cannot sign. */
  readonly askedThemself: boolean;
  /** Whether there is something that could be signed off. */
  readonly canBeAsked: boolean;
  /** What the position still lacks. */
  readonly missing: readonly string[];
  /** Who could sign what this person asks for, "A, B and C"; empty where nobody could. */
  readonly signatories: string;
  /** Whether anything was ever signed off or asked for. */
  readonly hasHistory: boolean;
}

/**
 * How far the sign-off of a position is, for those who may see it. Null before the survey has
 * closed: nothing can be agreed until then.
 */
export async function signOffState(
  database: Database,
  { survey, leads, signs }: Standing,
  position: Position,
  person: Pick<Person, 'id'>,
): Promise<SignOffState | null> {
  if (!survey.closedAt) return null;
  const [signOff] = await listSignOffs(database, survey.assessmentId);
  const [request] = await listRequests(database, survey.assessmentId);
  const signatories = await holdersOf(database, survey, 'signatory');
  const others = signatories.filter(({ id }) => id !== person.id);
  return {
    base: positionPath(survey),
    standing: { leads, signs },
    ...lastOf(signOff, request),
    sharing: signOff && !signOff.reopened ? sharingWords(signOff, survey) : '',
    askedThemself: request?.askedBy.id === person.id,
    canBeAsked: position.agreements.questions.size > 0,
    missing: missingOf(position),
    signatories: others.length > 0 ? listed(others.map(({ name }) => name)) : '',
    hasHistory: Boolean(signOff ?? request),
  };
}

function lastOf(
  signOff: SignOff | undefined,
  request: SignOffRequest | undefined,
): Pick<SignOffState, 'state' | 'said' | 'reason'> {
  if (signOff && !signOff.reopened) {
    const said = `Signed off by ${doerWords(signOff.signedBy)} on ${showMoment(signOff.signedAt)}, with ${versionWords(signOff)}.`;
    return { state: 'signed', said, reason: '' };
  }
  if (request && !request.ended) {
    const said = `${doerFirst(request.askedBy)} asked for it to be signed off on ${showMoment(request.askedAt)}.`;
    return { state: 'asked', said, reason: '' };
  }
  if (request?.ended?.outcome === 'returned') {
    const { by, at, reason } = request.ended;
    const said = `${doerFirst(by)} sent it back on ${showMoment(at)} without signing it off.`;
    return { state: 'returned', said, reason: reason ?? '' };
  }
  // A request that was taken back since says nothing that matters more.
  if (signOff?.reopened) {
    const { by, at, reason } = signOff.reopened;
    const said = `${doerFirst(by)} reopened it on ${showMoment(at)}. It was signed off by ${doerWords(signOff.signedBy)} on ${showMoment(signOff.signedAt)}.`;
    return { state: 'reopened', said, reason };
  }
  return { state: 'not-asked', said: 'Nobody has asked for it to be signed off.', reason: '' };
}

function sharingWords({ sharedAt }: SignOff, { organisation }: Standing['survey']): string {
  if (organisation.kind === 'icb') return '';
  return sharedAt
    ? `Its scores are shared with the integrated care board since ${showDate(sharedAt)}.`
    : 'It is private: the integrated care board sees nothing of it.';
}
