import { readFileSync } from 'node:fs';
import { type FileProblem, problemText } from '../organisations/register-file.ts';

/** Problems named at most; the rest is counted. */
const most = 20;

/** The bytes of a file that somebody named, or why it cannot be read. */
export function readNamed(name: string): { name: string; bytes: Buffer } | FileProblem {
  try {
    return { name, bytes: readFileSync(name) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { file: name, line: null, column: null, message: `cannot be read (${code})` };
  }
}

/** Writes what is wrong with files to stderr, in the order of files and lines; status 2. */
export function refuseFiles(names: readonly string[], problems: readonly FileProblem[]): void {
  const sorted = problems.toSorted(
    (a, b) =>
      names.indexOf(a.file) - names.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column?.position ?? 0) - (b.column?.position ?? 0),
  );
  const lines = sorted.slice(0, most).map(problemText);
  if (sorted.length > most) lines.push(`and ${sorted.length - most} more problems`);
  process.stderr.write(`${lines.join('\n')}\nNothing was imported.\n`);
  process.exitCode = 2;
}
