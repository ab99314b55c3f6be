import type { Agent } from '../support/service.ts';
import { type PeersFile, readPeersFile } from './peers-file.ts';

/** What somebody who tries every address is given of one organisation. */
export interface Fetched {
  readonly organisation: string;
  readonly cycle: string;
  readonly basis: string;
  readonly group: string;
  readonly file: PeersFile;
}

/**
 * The text of a file; null where it is not theirs: nothing there, or nobody signed in.
 * @throws where the service does not answer as it should.
 */
export async function fileOf(
  agent: Agent,
  address: string,
  query: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  const { status, text } = await agent.get(address).query(query);
  if (status === 200) return text;
  if ([303, 401, 403, 404].includes(status)) return null;
  throw new Error(`${address} answers with ${status}`);
}

/**
 * Tries the addresses of these organisations, in every cycle, on both bases, beside every group;
 * what is not found is not theirs.
 */
export async function fetchPeers(
  agent: Agent,
  organisations: readonly string[],
  cycles: readonly string[],
  groupsOf: (organisation: string) => readonly string[],
): Promise<readonly Fetched[]> {
  const fetched: Fetched[] = [];
  for (const organisation of organisations) {
    if ((await fileOf(agent, `/benchmarks/${organisation}`)) === null) continue;
    const file = `/benchmarks/${organisation}/benchmark.csv`;
    for (const cycle of cycles)
      for (const basis of ['survey', 'agreed'])
        for (const group of groupsOf(organisation)) {
          const text = await fileOf(agent, file, { cycle, basis, group });
          if (text !== null)
            fetched.push({ organisation, cycle, basis, group, file: readPeersFile(text) });
        }
  }
  return fetched;
}
