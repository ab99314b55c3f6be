import { showMoment } from '../../shared/moment.ts';
import { doerWords, type SignOff, type SignOffRequest, versionWords } from './sign-off.ts';

/** A sign-off in words. */
export function signOffLine({ id, signedAt, signedBy, sharedAt, reopened, ...made }: SignOff) {
  return {
    id,
    when: showMoment(signedAt),
    who: doerWords(signedBy),
    versions: versionWords(made),
    shared: sharedAt && showMoment(sharedAt),
    reopened: reopened && {
      when: showMoment(reopened.at),
      who: doerWords(reopened.by),
      reason: reopened.reason,
    },
  };
}

/** A request in words. */
export function requestLine({ askedAt, askedBy, ended }: SignOffRequest) {
  return {
    when: showMoment(askedAt),
    who: doerWords(askedBy),
    outcome: ended
      ? `${outcomes[ended.outcome]} by ${doerWords(ended.by)} on ${showMoment(ended.at)}`
      : 'Waits for the signatory',
    reason: ended?.reason ?? null,
  };
}

const outcomes = { signed: 'Signed off', returned: 'Sent back', withdrawn: 'Taken back' } as const;
