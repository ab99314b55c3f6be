import type { Organisation } from './organisation.ts';

/** How many results one page shows. */
const most = 50;

export interface SearchResults {
  readonly shown: readonly Organisation[];
  readonly total: number;
}

/**
 * The organisations whose name and code together have every word that was typed: first the one
 * whose code was typed, then the open ones, by name.
 */
export function search(organisations: readonly Organisation[], typed: string): SearchResults {
  const words = wordsOf(typed);
  const code = words.join(' ');
  const rank = (one: Organisation) =>
    one.code.toLowerCase() === code ? 0 : one.closedOn === null ? 1 : 2;
  const matches = organisations
    .filter((one) => words.length > 0 && matchesAll(one, words))
    .sort(
      (a, b) =>
        rank(a) - rank(b) || a.name.localeCompare(b.name, 'en') || (a.code < b.code ? -1 : 1),
    );
  return { shown: matches.slice(0, most), total: matches.length };
}

function matchesAll({ name, code, kind }: Organisation, words: readonly string[]): boolean {
  // People say ICB; the names of ICBs spell it out.
  const text = wordsOf(`${name} ${code} ${kind === 'icb' ? 'ICB' : ''}`).join(' ');
  return words.every((word) => text.includes(word));
}

/**
 * Words as people may type them: "guys" finds Guy's, "stoke on trent" finds Stoke-on-Trent,
 * "brompton and harefield" finds Brompton & Harefield.
 */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}|['’‘]/gu, '')
    .replace(/&/g, ' and ')
    .replace(/[,.\-–]/g, ' ')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
}
