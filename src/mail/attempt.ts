/**
 * What kept a mail from being accepted: it was refused for good; it was not accepted for now; or
 * the trouble is ours (no connection, no authentication, words that could not be written), which
 * says nothing about the mail.
 */
export type Trouble = 'refused' | 'put-off' | 'ours';

const minute = 60_000;
const hour = 60 * minute;

/** How long to wait after the first attempt, the second and so on, in milliseconds: 29 hours. */
const waits = [1, 5, 15, 60, 4 * 60, 12 * 60, 12 * 60].map((minutes) => minutes * minute);

/** Once trouble of ours is over, what waited for it goes out within this time. */
const longestWaitForUs = hour;

/** What an error of a transport means; one that carries no answer of a mail server is ours. */
export function troubleOf(error: unknown): Trouble {
  const { code, command, responseCode } = error as {
    readonly code?: unknown;
    readonly command?: unknown;
    readonly responseCode?: unknown;
  };
  const ofTheMail =
    code === undefined
      ? responseCode !== undefined
      : (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
  if (!ofTheMail) return 'ours';
  return typeof responseCode === 'number' && responseCode >= 500 ? 'refused' : 'put-off';
}

/**
 * When to try again after this many attempts (1 or more); null to give up. What is refused is
 * given up at once and what is put off after a day; trouble of ours never loses a mail.
 */
export function nextAttempt(trouble: Trouble, attempts: number, now: Date): Date | null {
  if (trouble === 'refused') return null;
  const wait = waits[attempts - 1] ?? (trouble === 'ours' ? longestWaitForUs : null);
  if (wait === null) return null;
  const most = trouble === 'ours' ? longestWaitForUs : wait;
  return new Date(now.getTime() + Math.min(wait, most));
}
