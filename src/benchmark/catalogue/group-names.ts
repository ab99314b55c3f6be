import type { SizeBand } from '../../organisations/context/variables.ts';
import { type Kind, type TrustType, trustTypeNames } from '../../organisations/organisation.ts';

/** Regions that are called "the North West" in a sentence; of the others none has an article. */
const withArticle: readonly string[] = [
  'East of England',
  'Midlands',
  'North East and Yorkshire',
  'North West',
  'South East',
  'South West',
];

const sizes: Readonly<Record<SizeBand, string>> = {
  small: 'small',
  medium: 'medium-sized',
  large: 'large',
};

export const kindWords: Readonly<Record<Kind, string>> = {
  trust: 'trusts of every type',
  icb: 'integrated care boards',
};

/** "acute trusts" */
export function typeWords(type: TrustType): string {
  return `${trustTypeNames[type].toLowerCase()} trusts`;
}

/** "large acute trusts" */
export function sizeWords(type: TrustType, size: SizeBand): string {
  return `${sizes[size]} ${typeWords(type)}`;
}

/** "trusts in London", "integrated care boards in the North West" */
export function regionWords(who: string, region: string): string {
  return `${who} in ${withArticle.includes(region) ? 'the ' : ''}${region}`;
}

/** "trusts of the NHS Vale Integrated Care Board" */
export function icbWords(icb: string): string {
  return `trusts of the ${icb}`;
}
