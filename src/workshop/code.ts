import { inGroups, newCode, typedCodeOf } from '../invitations/join-code.ts';

/** Short, since it is read from a screen and typed into a phone, and guessing it opens little. */
const length = 6;

export function newWorkshopCode(): string {
  return newCode(length);
}

/** A code as somebody typed it: in any case, with or without spaces and dashes. */
export const typedWorkshopCode = typedCodeOf(length);

/** "ACD EFH": easier to copy by eye. */
export { inGroups };
