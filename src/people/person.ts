import type { AppointedRole } from './permissions.ts';

/** Somebody who has signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  /** In lower case; null for fictional people without one. */
  readonly email: string | null;
  /** What they are appointed to at present, wherever it is. */
  readonly roles: readonly AppointedRole[];
}

declare global {
  namespace Express {
    interface Request {
      /** Who is asking; absent when nobody is signed in. */
      person?: Person;
    }
  }
}
