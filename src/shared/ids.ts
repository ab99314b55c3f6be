import { v7 } from 'uuid';
import { z } from 'zod';

/** A new identifier: UUID version 7, so that rows made later sort later. */
export function newId(): string {
  return v7();
}

/** What an identifier in an address must look like; anything else is simply not found. */
export const id = z.uuid();
