import { load, type Round } from './load.ts';
import { median } from './numbers.ts';
import { prepareReaders, type Reader } from './release-readers.ts';
import type { Computed } from './releases.ts';
import { comparePages } from './same-page.ts';
import { type ServerProcess, startCommand, startServer } from './server-process.ts';
import { reading } from './steps.ts';

/** How fast the pages of a release are, beside a plain server that shows the same. */
export interface ReleasePages {
  readonly organisations: number;
  readonly pages: readonly {
    readonly name: string;
    readonly bytes: number;
    /** Requests a second. */
    readonly rate: number;
    readonly plain: number;
    /** Milliseconds of the server's processor time for each request. */
    readonly cpu: number;
    readonly plainCpu: number;
  }[];
}

/** @throws Error when a page is not the plain server's, or is answered otherwise than it should. */
export async function releasePages(
  { organisations, folder }: Computed,
  rounds: number,
  seconds: number,
): Promise<ReleasePages> {
  const { lead, analyst } = await prepareReaders(folder);
  const readers = { LEAD: JSON.stringify(lead), ANALYST: JSON.stringify(analyst) };
  const plain = await startServer([process.execPath, 'test/load/reference-release.ts'], {
    ...{ NODE_ENV: 'production', DATA_DIR: folder, ...readers },
  });
  const service = await startServer(startCommand(), { DATA_DIR: folder });
  try {
    const pages = [];
    for (const [name, reader] of Object.entries({ 'benchmark page': lead, 'ICB matrix': analyst }))
      pages.push({ name, ...(await measure(service, plain, reader, rounds, seconds)) });
    return { organisations, pages };
  } finally {
    await Promise.all([plain.stop(), service.stop()]);
  }
}

async function measure(
  service: ServerProcess,
  plain: ServerProcess,
  reader: Reader,
  rounds: number,
  seconds: number,
) {
  const { path } = reader;
  const [bytes] = await comparePages(service.url + path, plain.url + path, reader.cookie);
  const measured = { service: [] as Round[], plain: [] as Round[] };
  for (let round = 0; round <= rounds; round++)
    for (const [name, server] of Object.entries({ service, plain })) {
      const done = await load(server, () => reading(reader, path), seconds);
      if (done.wrong.length > 0) throw new Error(`Failed under load: ${path}\n${done.wrong}`);
      // The first one warms up.
      if (round > 0) measured[name as keyof typeof measured].push(done);
    }
  const middle = (some: readonly Round[], of: (round: Round) => number) => median(some.map(of));
  return {
    bytes,
    rate: middle(measured.service, ({ rate }) => rate),
    plain: middle(measured.plain, ({ rate }) => rate),
    cpu: middle(measured.service, ({ cpu }) => cpu),
    plainCpu: middle(measured.plain, ({ cpu }) => cpu),
  };
}
