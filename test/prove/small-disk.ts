import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Place, sqlitePlace } from './place.ts';
import { type Serving, serve } from './serving.ts';
import type { MostPages } from './small-disk-main.ts';

/** A place whose disk can be full. */
export interface SmallDisk {
  readonly how: string;
  readonly place: Place;
  serve(): Promise<Serving>;
  /** Leaves no room for anything more. */
  fill(service: Serving): Promise<void>;
  makeRoom(service: Serving): Promise<void>;
}

/** The most pages that a database of SQLite can have. */
const allPages = 4_294_967_294;

/** As SQLite has it whose file must not grow. */
export async function limitedFile(): Promise<SmallDisk> {
  const tell = async ({ child }: Serving, message: MostPages) => {
    const heard = once(child, 'message');
    child.send(message);
    await heard;
  };
  const place = await sqlitePlace();
  return {
    how: 'a file that must not grow',
    place,
    serve: () => serve(place, 'test/prove/small-disk-main.ts'),
    fill: (service) => tell(service, { pages: 1 }),
    makeRoom: (service) => tell(service, { pages: allPages }),
  };
}

/** As it really is; null where this process may not mount a file system. */
export async function fullFileSystem(): Promise<SmallDisk | null> {
  const place = await sqlitePlace();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'prove', place.folder], {
      stdio: 'ignore',
    });
  } catch {
    await place.remove();
    return null;
  }
  const ballast = path.join(place.folder, 'ballast');
  return {
    how: 'a file system without room',
    place: {
      ...place,
      remove: async () => {
        execFileSync('umount', [place.folder]);
        await place.remove();
      },
    },
    serve: () => serve(place),
    fill: async () => fillWith(ballast),
    makeRoom: async () => rmSync(ballast),
  };
}

/** Writes until there is no room for a byte more. */
function fillWith(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (let bytes = 1024 * 1024; bytes >= 1; ) {
      try {
        writeSync(descriptor, Buffer.alloc(bytes));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        bytes = Math.floor(bytes / 2);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}
