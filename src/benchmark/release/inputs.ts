import { hash } from 'node:crypto';
import type { Database } from '../../shared/database.ts';
import { sharedPositions } from '../icb/shared-positions.ts';
import type { Input } from './collect-inputs.ts';
import { contribution } from './contribution.ts';
import { contributionsOf } from './contribution-store.ts';
import { icbParts } from './part-store.ts';
import { icbOfPart } from './release.ts';

/** What a release is made of, so short that two can be compared. */
export interface InputsInShort {
  /** Hash of all contributions, in whatever order they came. */
  readonly contributions: string;
  /** Hashes of what each trust shares with each integrated care board. */
  readonly shared: ReadonlySet<string>;
}

export async function inShort(inputs: AsyncIterable<Input>): Promise<InputsInShort> {
  const contributions: string[] = [];
  const shared = new Set<string>();
  for await (const input of inputs)
    if ('icb' in input) shared.add(hashOf([input.icb, input.trust]));
    else {
      const { organisation, basis, content } = input;
      contributions.push(hashOf([organisation, basis, contribution.parse(content)]));
    }
  return { contributions: hashOf(contributions.sort()), shared };
}

/** Whether everything that a release was made of is there still; more may be shared since. */
export function areStillSo(before: InputsInShort, now: InputsInShort): boolean {
  return (
    before.contributions === now.contributions &&
    [...before.shared].every((each) => now.shared.has(each))
  );
}

/** What a release was made of, as it was kept when it was prepared. */
export async function* inputsOf(database: Database, releaseId: string): AsyncGenerator<Input> {
  yield* contributionsOf(database, releaseId);
  for (const { part, content } of await icbParts(database, releaseId))
    for (const trust of sharedPositions.parse(JSON.parse(content)).trusts)
      yield { icb: icbOfPart(part), trust };
}

function hashOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}
