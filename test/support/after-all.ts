import { rm } from 'node:fs/promises';

/** Runs once after all tests. */
export default async function removeWhatWasShared(): Promise<void> {
  const folder = process.env.SHARED_BY_TESTS;
  if (folder) await rm(folder, { recursive: true, force: true });
}
