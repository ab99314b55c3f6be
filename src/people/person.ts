/** Somebody who has signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
}

declare global {
  namespace Express {
    interface Request {
      /** Who is asking; absent when nobody is signed in. */
      person?: Person;
    }
  }
}
