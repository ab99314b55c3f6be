import type { Composer } from '../mail/message.ts';
import { enqueue } from '../mail/store.ts';
import { findByEmail } from '../people/person-store.ts';
import type { Database } from '../shared/database.ts';
import { pathOf } from '../survey/survey.ts';
import type { Results } from './results.ts';
import { findResults } from './store.ts';

/** Puts a mail in the queue that tells each of these addresses that results are there. */
export async function enqueueResults(
  transaction: Database,
  assessmentId: string,
  addresses: readonly string[],
  now: string,
): Promise<void> {
  const mails = addresses.map((address) => ({ kind: 'results' as const, address, assessmentId }));
  await enqueue(transaction, mails, now);
}

/**
 * Writes that results are there: to who leads or facilitates when the survey has closed, to who
 * answered when they are shared. Null for who may not see them, or no longer. No result is in it.
 */
export function resultsComposer(baseUrl: string): Composer {
  return async (database, { address, assessmentId }) => {
    const person = await findByEmail(database, address);
    if (!person || person.disabledAt || !assessmentId) return null;
    const results = await findResults(database, person, assessmentId);
    return results?.released ? wordsFor(results, baseUrl) : null;
  };
}

function wordsFor({ survey, standing }: Results, baseUrl: string) {
  const { organisation, cycle } = survey;
  const link = `${baseUrl}${pathOf(survey)}/results`;
  if (standing.leads || standing.facilitates)
    return {
      subject: `The survey of ${organisation.name} has closed`,
      text: `The survey of ${organisation.name} in ${cycle.name} has closed. What its leaders said together, as far as it can be shown, is here:

${link}

Sign in with your address to see it.
`,
    };
  return {
    subject: `Results of the survey of ${organisation.name}`,
    text: `You answered the questionnaire for ${organisation.name} in ${cycle.name}. Your assessment lead has now shared what its leaders said together:

${link}

Sign in with your address to see it, beside what you answered yourself. Nobody else sees your answers.
`,
  };
}
