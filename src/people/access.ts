import type { Request, RequestHandler } from 'express';
import { goTo } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { may, needsConfirming, type Permission, rolesOf } from './permissions.ts';
import type { Person } from './person.ts';

export interface Permit extends RequestHandler {
  readonly permission: Permission;
}

/** Somebody may do this, once they have shown again who they are. */
export class Unconfirmed extends Problem {
  constructor() {
    super('not-allowed', 'Nothing was changed. Confirm who you are first, then try again.');
  }
}

/** The first handler of every route: declares the permission the route needs and asks for it. */
export function permit(permission: Permission): Permit {
  const handler: RequestHandler = (req, res, next) => {
    const looks = req.method === 'GET' || req.method === 'HEAD';
    if (may(rolesOf(req.person), permission)) {
      if (!looks && needsConfirming(permission) && !req.isConfirmed) throw new Unconfirmed();
      return next();
    }
    if (req.person) throw new Problem('not-allowed', 'You do not have permission to do this.');
    if (looks) return goTo(res, `/sign-in?return=${encodeURIComponent(req.originalUrl)}`);
    throw new Problem(
      'signed-out',
      'Your session has ended, so nothing was saved. Sign in again, then go back to where you were.',
    );
  };
  return Object.assign(handler, { permission });
}

/** The person asking, in a route whose permission visitors do not have. */
export function personAsking(req: Request): Person {
  if (!req.person) throw new Problem('signed-out', 'Sign in to see this page.');
  return req.person;
}

/** A path of this service to go back to; anything that could lead elsewhere becomes the default. */
export function safeReturn(value: unknown, otherwise: string): string {
  return typeof value === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(value) ? value : otherwise;
}
