import type { Composer } from '../mail/message.ts';
import { findByEmail } from './person-store.ts';
import { newSecret } from './session.ts';
import { linkLasts } from './sign-in-link.ts';
import { replaceLinks } from './sign-in-link-store.ts';

/**
 * Writes the mail with a link to sign in, and makes the link. Null where nobody who may sign in
 * has the address: who asked cannot tell, since they were answered before anybody looked.
 */
export function signInComposer(baseUrl: string): Composer {
  return async (database, { address, returnTo }, now) => {
    const person = await findByEmail(database, address);
    if (!person || person.disabledAt) return null;
    const token = newSecret();
    await replaceLinks(database, {
      token,
      personId: person.id,
      returnTo,
      now: now.toISOString(),
      expiresAt: new Date(now.getTime() + linkLasts).toISOString(),
    });
    return { subject: 'Your link to sign in', text: textWith(`${baseUrl}/sign-in-links/${token}`) };
  };
}

function textWith(link: string): string {
  return `To sign in to Assess your digital operations leadership, open this address and press the button:

${link}

It works once, for ten minutes. A newer link from us replaces it.

If you did not ask for this, you need do nothing.
`;
}
