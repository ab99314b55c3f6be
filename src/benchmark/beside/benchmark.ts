import { loadQuestionnaire } from '../../questionnaire/versions.ts';
import { showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { remembering } from '../../shared/remembering.ts';
import { basisNames } from '../basis.ts';
import type { Published } from '../release/release.ts';
import { listPublished } from '../release/release-store.ts';
import { type AheadDimension, aheadOf } from './ahead.ts';
import {
  type Benchmarked,
  type Predecessor,
  predecessorsOf,
  signedWhenPrepared,
  thoseIn,
} from './beside-store.ts';
import { type Asked, type Choice, choose, comparedOn, type Released } from './choice.ts';
import { findingOf } from './finding.ts';
import { type Options, optionsOf } from './options.ts';
import { type PeerTable, peerTable } from './peer-table.ts';
import { type Provenance, provenanceOf } from './provenance.ts';
import { releasedCycles } from './released-cycles.ts';
import { type OwnInCycle, type Series, seriesOf } from './series.ts';
import type { Hold } from './standing.ts';
import { restrictToUnion } from './union.ts';
import { othersOf } from './words.ts';

/** Everything that is shown of an organisation beside its peers, whatever it is shown in. */
export interface Benchmark {
  readonly organisation: Benchmarked;
  /** The name of the cycle. */
  readonly cycle: string;
  readonly basis: Choice['basis'];
  readonly basisName: string;
  readonly options: Options;
  readonly provenance: readonly Provenance[];
  /** "other acute trusts"; null where the organisation belongs to no group. */
  readonly others: string | null;
  /** What stands out, or why nothing is compared. */
  readonly finding: string;
  /** Null where there is no group, or nothing of the organisation on this basis. */
  readonly peers: PeerTable | null;
  /** Whether something is kept back because of what else the person may see. */
  readonly keptBack: boolean;
  /** Null where the organisation has nothing on this basis. */
  readonly series: Series | null;
  /** Whose results these are not, though the organisation took over from them. */
  readonly notContinued: readonly string[];
  readonly ahead: readonly AheadDimension[];
}

/** Nothing that it is made of changes once it is published: all of that is in the key. */
const remembered = remembering<{ readonly benchmark: Benchmark | null | undefined }>(200);

/**
 * What somebody may see of an organisation beside its peers. Null where no cycle is released in
 * which they may see it; undefined where what they ask for is not there for them.
 */
export async function loadBenchmark(
  database: Database,
  holds: readonly Hold[],
  organisation: Benchmarked,
  asked: Asked,
): Promise<Benchmark | null | undefined> {
  const published = await listPublished(database);
  const predecessors = await predecessorsOf(database, organisation.code);
  const of = { holds, organisation, asked, published, predecessors };
  const { benchmark } = await remembered(database, JSON.stringify(of), async () => ({
    benchmark: await makeBenchmark(database, of),
  }));
  return benchmark;
}

/** Everything that a benchmark is made of but what releases say, and they never change. */
interface Of {
  readonly holds: readonly Hold[];
  readonly organisation: Benchmarked;
  readonly asked: Asked;
  readonly published: readonly Published[];
  readonly predecessors: readonly Predecessor[];
}

async function makeBenchmark(
  database: Database,
  { holds, organisation, asked, published, predecessors }: Of,
): Promise<Benchmark | null | undefined> {
  const cycles = await releasedCycles(database, published, holds, organisation.code);
  if (cycles.length === 0) return noneAsked(asked) ? null : undefined;
  const stored = choose(cycles, asked);
  if (!stored) return undefined;
  const { comparison, keptBack } = await restrictToUnion(
    database,
    holds,
    organisation,
    stored,
    published,
  );
  const all = cycles.map((cycle) => (cycle === stored.released ? { ...cycle, comparison } : cycle));
  // The same cycle and basis; another group where the first one is shown no more.
  const choice = choose(all, {
    ...asked,
    cycle: stored.released.release.cycleId,
    basis: stored.basis,
  });
  if (!choice) return undefined;
  const { compared, group, basis } = choice;
  const { release } = choice.released;
  const questionnaire = loadQuestionnaire(release.questionnaireVersion, organisation.kind);
  const made = madeBy(published, release, group?.release);
  const signed =
    basis === 'agreed' && choice.released.statements
      ? await signedWhenPrepared(database, organisation.code, release)
      : undefined;
  return {
    organisation,
    cycle: release.cycle,
    basis,
    basisName: basisNames[basis],
    options: optionsOf(all, choice),
    provenance: provenanceOf(organisation, choice, made),
    others: group && othersOf(group),
    finding: group ? findingOf(group, questionnaire) : nothingWords(choice),
    peers: compared && group ? peerTable(compared.own, group, basis, questionnaire) : null,
    keptBack,
    series: compared
      ? seriesOf(await ownInCycles(database, organisation, all, choice), basis)
      : null,
    notContinued: (
      await thoseIn(
        database,
        published.map(({ id }) => id),
        predecessors,
      )
    ).map(
      ({ name, on }) =>
        `${organisation.name} took over from ${name} on ${showDate(on)}. A new series began with it: what ${name} had before is not part of this.`,
    ),
    ahead:
      compared && group
        ? aheadOf(compared.own, group, questionnaire, signed?.questions ?? null)
        : [],
  };
}

function noneAsked(asked: Asked): boolean {
  return Object.values(asked).every((value) => value === undefined);
}

/** The release that the results of a group are of. */
function madeBy(
  published: readonly Published[],
  release: Published,
  number: number | undefined,
): Published {
  const made = published.find((each) => each.cycleId === release.cycleId && each.number === number);
  return made ?? release;
}

function nothingWords({ released, basis, compared }: Choice): string {
  const { cycle } = released.release;
  if (compared) return 'There is no group of organisations to compare yours with.';
  return basis === 'survey'
    ? `Your organisation has no survey results in ${cycle}, so there is nothing to compare.`
    : `Your organisation had no agreed position that was signed off when ${cycle} was released, so there is nothing to compare. One that is signed off before the next release will be.`;
}

/** The chosen cycle and those before it that can be seen on the same basis, the oldest first. */
async function ownInCycles(
  database: Database,
  { code, kind }: Benchmarked,
  cycles: readonly Released[],
  { released, basis }: Choice,
): Promise<readonly OwnInCycle[]> {
  const until = cycles.slice(cycles.indexOf(released)).toReversed();
  const versions = new Set(until.map(({ release }) => release.questionnaireVersion));
  const found: OwnInCycle[] = [];
  for (const cycle of until) {
    const compared = comparedOn(cycle, basis);
    if (!compared) continue;
    const { release } = cycle;
    const signed =
      basis === 'agreed' && versions.size > 1
        ? await signedWhenPrepared(database, code, release)
        : undefined;
    found.push({
      cycle: release.cycle,
      questionnaire: loadQuestionnaire(release.questionnaireVersion, kind),
      own: compared.own,
      levels: signed
        ? new Map(
            Object.entries(signed.questions).map(([question, { score }]) => [
              question,
              score.status === 'agreed' ? score.evidenced : 'not-applicable',
            ]),
          )
        : null,
    });
  }
  return found;
}
