import { z } from 'zod';

/** The number of a page in an address, where none is the first; anything else is no such page. */
export const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .default('1')
  .transform(Number);
