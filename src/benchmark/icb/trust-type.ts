import { type TrustType, trustTypeNames, trustTypes } from '../../organisations/organisation.ts';

/** The types of trusts in the order in which they are shown; last those without one. */
export const typesInOrder: readonly (TrustType | null)[] = [...trustTypes, null];

/** "acute trusts": what the trusts of a type are called in a sentence. */
export function typeWords(type: TrustType | null): string {
  return type ? `${trustTypeNames[type].toLowerCase()} trusts` : 'trusts of unknown type';
}
