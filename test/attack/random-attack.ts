import type { Register } from '../../src/organisations/organisation.ts';
import { readRegister } from '../../src/organisations/store.ts';
import type { Database } from '../../src/shared/database.ts';
import { importOn, realFiles } from '../organisations/register.ts';
import { attackAll, nothing, type Outcome, sightsOf } from './attack-release.ts';
import { Random } from './random.ts';
import { type RandomRelease, randomChoices, randomRelease } from './random-release.ts';
import { readParts, storeRelease } from './stored-release.ts';

/** The real register, in a database that has nothing else. */
export async function realRegister(database: Database): Promise<Register> {
  const { problems } = await importOn(database, realFiles);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return readRegister(database);
}

/** Who attacks a release, and of how many who could. */
export interface Sample {
  readonly organisations: readonly [some: number, all: number];
  /** Boards to which trusts are named. */
  readonly boards: readonly [some: number, all: number];
}

/**
 * Computes a release as chance has it, and attacks it as everybody without an organisation, so many
 * boards, and so many organisations.
 */
export async function attackRandom(
  database: Database,
  register: Register,
  { seed, viewers }: { readonly seed: number; readonly viewers: number },
  before: Outcome = nothing,
): Promise<{
  readonly release: RandomRelease;
  readonly sample: Sample;
  readonly outcome: Outcome;
}> {
  const random = new Random(seed);
  const release = randomRelease(random, register, randomChoices(random));
  const { id } = await storeRelease(database, release);
  const codes = release.contributed.map(({ organisation }) => organisation);
  const some = random.some(codes, viewers);
  const boards = [...release.shared].filter(([, { trusts }]) => trusts.length > 0);
  const shared = new Map(random.some(boards, viewers));
  const parts = await readParts(database, id, some);
  return {
    release,
    sample: {
      organisations: [some.length, codes.length],
      boards: [shared.size, boards.length],
    },
    outcome: attackAll(sightsOf({ ...release, shared }, parts), before),
  };
}
