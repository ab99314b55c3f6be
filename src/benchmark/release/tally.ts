import { bases } from '../basis.ts';
import type { ComparedGroup, Comparison } from '../beside/comparison.ts';
import { groupKinds } from '../catalogue/peer-group.ts';
import type { Contributed } from './contribution-store.ts';
import { type ReleaseSummary, summaryReason } from './summary.ts';

const kinds = ['trust', 'icb'] as const;

/** Adds up the summary of a release while its organisations are gone through, in their order. */
export class Tally {
  readonly #release: number;
  readonly #contributors = bases.flatMap((basis) =>
    kinds.map((kind) => ({ basis, kind, organisations: [] as string[], others: 0 })),
  );
  readonly #groups = bases.flatMap((basis) =>
    kinds.flatMap((kind) =>
      groupKinds.map((group): Line => ({ basis, kind, group, ...nothingYet(), withheld: {} })),
    ),
  );

  /** @param release its number, by which what is kept from another is told. */
  constructor(release: number) {
    this.#release = release;
  }

  /** Adds what one organisation contributes on a basis, and what it is shown there. */
  add({ organisation, basis, content }: Contributed, { bases: shown }: Comparison): void {
    const { kind } = content;
    const isThis = (one: { readonly basis: string; readonly kind: string }) =>
      one.basis === basis && one.kind === kind;
    const contributors = this.#contributors.find(isThis);
    if (content.eligible) contributors?.organisations.push(organisation);
    else if (contributors) contributors.others += 1;
    for (const group of shown.find((one) => one.basis === basis)?.groups ?? []) {
      const line = this.#groups.find((one) => isThis(one) && one.group === group.kind);
      if (line) this.#addGroup(line, group);
    }
  }

  /** @param boards with how many trusts share with each, in the order of their codes. */
  summary(boards: ReleaseSummary['boards']): ReleaseSummary {
    return {
      contributors: this.#contributors,
      groups: this.#groups.filter(({ organisations }) => organisations > 0),
      boards,
    };
  }

  #addGroup(line: Line, { release, measures }: ComparedGroup): void {
    const shown = measures.filter(({ peers }) => peers.shown).length;
    const reasons = new Set(
      measures.flatMap(({ peers }) => (peers.shown ? [] : [summaryReason(peers.why)])),
    );
    line.organisations += 1;
    if (release !== this.#release) line.kept += 1;
    if (shown === 0) line.none += 1;
    else line[shown === measures.length ? 'all' : 'some'] += 1;
    for (const why of reasons) line.withheld[why] = (line.withheld[why] ?? 0) + 1;
  }
}

type Line = ReleaseSummary['groups'][number];

function nothingYet() {
  return { organisations: 0, all: 0, some: 0, none: 0, kept: 0 };
}
