import type { ErrorRequestHandler, Request } from 'express';
import { fieldText } from '../shared/forms.ts';
import { showPage } from '../shared/page.ts';
import { Unconfirmed } from './access.ts';
import type { Session } from './session.ts';
import type { SignInOffer } from './sign-in.ts';

/** The page that says that somebody has shown who they are. */
export const confirmedPath = '/sessions/confirmed';

/** How somebody shows again who they are. */
export type Confirmation =
  | { readonly by: 'issuer'; readonly issuers: SignInOffer['issuers'] }
  | { readonly by: 'link' }
  | { readonly by: 'button' };

/**
 * How the person of a session shows again who they are: the fictional people of a demonstration by
 * pressing a button; whoever came from an issuer there; everybody else with one of the issuers, or
 * by a link to their address where there is none.
 */
export function confirmationOf(
  { way, person }: Session,
  { cast, issuers }: SignInOffer,
): Confirmation {
  if (way === 'cast' && cast.some(({ personId }) => personId === person.id))
    return { by: 'button' };
  if (issuers.length === 0) return { by: 'link' };
  const theirs = issuers.filter(({ id }) => id === way);
  return { by: 'issuer', issuers: theirs.length > 0 ? theirs : issuers };
}

/**
 * Asks whoever may do something, but has to confirm who they are first. What they sent is on the
 * page that asks, to be sent again from there: they confirm in another tab.
 */
export function askToConfirm(offer: SignInOffer): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (!(error instanceof Unconfirmed) || !req.session || req.accepts(['html', 'json']) === 'json')
      return next(error);
    showPage(
      req,
      res,
      'people/confirmation',
      {
        title: 'Confirm who you are',
        confirmation: confirmationOf(req.session, offer),
        action: req.originalUrl,
        fields: fieldsOf(req),
      },
      error.status,
    );
  };
}

/** Everything that a form sent, but for what each page has of its own. */
function fieldsOf({ body }: Request): readonly { readonly name: string; readonly value: string }[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    if (name === '_csrf') return [];
    const values = Array.isArray(value) ? value : [fieldText(body, name)];
    return values.filter((each) => typeof each === 'string').map((each) => ({ name, value: each }));
  });
}
