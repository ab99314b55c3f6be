import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';

/** A new identifier: UUID version 7, so that rows made later sort later. */
export function newId(): string {
  return v7();
}

/** An identifier that does not tell when it was made, nor after what. */
export function newRandomId(): string {
  return randomUUID();
}

/** What an identifier in an address must look like; anything else is simply not found. */
export const id = z.uuid();
