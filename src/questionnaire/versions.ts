import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Questionnaire, type Wording, worded, wordings } from './questionnaire.ts';
import { readContent } from './read.ts';

/**
 * Every published version with the hash recorded when it was published. A published version never
 * changes: correct a word and the file is refused. A new version is a new file and a new line here.
 */
const published: Readonly<Record<number, { file: string; sha256: string }>> = {
  1: {
    file: 'version-1.yaml',
    sha256: '80dd630742ce4b51e95ad5a9cd13938650bdfabcde58e6edd8557e13f6ef99a3',
  },
};

/** The numbers of all published versions, oldest first. */
export const versions: readonly number[] = Object.keys(published).map(Number);

export const latestVersion: number = Math.max(...versions);

const loaded = new Map<string, Questionnaire>();

/**
 * One published version in one wording, read once.
 * @throws Error when there is no such version, when its file no longer has the recorded hash, or
 * (ContentError) when its content is wrong.
 */
export function loadQuestionnaire(version: number, wording: Wording): Questionnaire {
  if (!loaded.has(`${version}/${wording}`)) {
    const entry = published[version];
    if (!entry) throw new Error(`There is no questionnaire version ${version}`);
    const yaml = readFileSync(new URL(entry.file, import.meta.url), 'utf8');
    assertUnchanged(yaml, entry.sha256, entry.file);
    const content = readContent(yaml);
    for (const each of wordings) loaded.set(`${version}/${each}`, worded(content, each));
  }
  return loaded.get(`${version}/${wording}`) as Questionnaire;
}

/** @throws Error when the text is not the one that was published. */
export function assertUnchanged(yaml: string, sha256: string, file: string): void {
  const now = createHash('sha256').update(yaml).digest('hex');
  if (now !== sha256)
    throw new Error(
      `${file} was changed after it was published (its hash is now ${now}). ` +
        'Restore it, or publish the change as a new version.',
    );
}
