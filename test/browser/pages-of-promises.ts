import { at, type KnownPage, seenBy, type Visit } from './known-page.ts';
import { press } from './steps.ts';

const visitor: Record<string, Visit> = {
  privacy: at('/privacy'),
  cookies: at('/cookies'),
  'accessibility statement': at('/accessibility'),
  'everything is erased': at('/my-data/erased'),
};

const erasure = '/my-data/erasure';
const own: Record<string, Visit> = {
  'own data': at('/my-data'),
  'erasing everything': at(erasure),
  'erasing everything with an error': at(erasure, (page) => press(page, 'Erase')),
};

/** What the service promises, and what it keeps about who asks. */
export const pagesOfPromises: readonly KnownPage[] = [
  ...seenBy(null, visitor),
  ...seenBy('Saoirse Lindqvist', own),
  ...seenBy('Casimir Oyelaran-Webb', { 'erasing a lead': at(erasure) }),
  ...seenBy('Honor Valkenburg', { 'erasing the last administrator': at(erasure) }),
];
