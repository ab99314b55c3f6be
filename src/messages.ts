import type { Config } from './config.ts';
import type { Composers } from './mail/message.ts';
import { invitationComposer } from './people/invitation-message.ts';
import { signInComposer } from './people/sign-in-link-message.ts';
import {
  positionReturnedComposer,
  signedOffComposer,
  signOffAskedComposer,
} from './position/sign-off/sign-off-message.ts';
import { resultsComposer } from './results/results-message.ts';
import { reminderComposer } from './survey/reminder-message.ts';

/** Who writes each kind of mail. */
export function composers({ baseUrl }: Pick<Config, 'baseUrl'>): Composers {
  return {
    'sign-in': signInComposer(baseUrl),
    invitation: invitationComposer(baseUrl),
    reminder: reminderComposer(baseUrl),
    'closing-soon': reminderComposer(baseUrl),
    results: resultsComposer(baseUrl),
    'sign-off-asked': signOffAskedComposer(baseUrl),
    'position-returned': positionReturnedComposer(baseUrl),
    'signed-off': signedOffComposer(baseUrl),
  };
}
