import { showDate } from '../../shared/clock.ts';
import { basisNames } from '../basis.ts';
import type { Published } from '../release/release.ts';
import type { Choice } from './choice.ts';
import { othersOf, sizeWords } from './words.ts';

/** A line of where numbers come from. */
export interface Provenance {
  readonly name: string;
  readonly value: string;
}

/**
 * Where the numbers of a choice come from, the same on the page, on paper and in every file.
 * @param made the release that the results of the group are of: an earlier one where they were kept.
 */
export function provenanceOf(
  organisation: { readonly name: string },
  { released: { release }, basis, group }: Choice,
  made: Published,
): readonly Provenance[] {
  const peers = group?.measures.flatMap(({ peers }) => (peers.shown ? [peers.value.peers] : []));
  return [
    { name: 'Organisation', value: organisation.name },
    { name: 'Cycle', value: release.cycle },
    { name: 'Release', value: releaseWords(made) },
    ...(made.number === release.number
      ? []
      : [{ name: 'Kept from', value: keptWords(made, release) }]),
    { name: 'Basis', value: basisNames[basis] },
    { name: 'Peers', value: group ? othersOf(group) : 'none' },
    { name: 'Number of peers', value: sizeWords(peers ?? []) || 'not shown' },
    { name: 'Questionnaire', value: `version ${made.questionnaireVersion}` },
    { name: 'Method', value: `version ${made.methodVersion}` },
  ];
}

function releaseWords({ number, publishedAt }: Published): string {
  return `${number}, published on ${showDate(publishedAt)}`;
}

function keptWords(made: Published, newest: Published): string {
  return `release ${made.number}: too few organisations of this group changed for release ${newest.number}`;
}
