import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** From left to right: a folder may import itself and what stands to its left. */
const order = [
  'config',
  'shared',
  'mail',
  'people',
  'organisations',
  'questionnaire',
  'cycles',
  'scoring',
  'disclosure',
  'assessment',
  'survey',
  'invitations',
  'results',
  'position',
  'plan',
  'workshop',
  'benchmark',
  'report',
  'audit',
  'personal',
  'demonstration',
  'operations',
  'messages',
  'app',
  'upkeep',
  'main',
  'commands',
];

const root = path.join(import.meta.dirname, '..');
const source = path.join(root, 'src');

interface SourceFile {
  /** Relative to src, such as "assessment/store.ts". */
  readonly name: string;
  readonly text: string;
  /** What it imports: relative to src for our own files, the package name otherwise. */
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const text = readFileSync(path.join(source, name), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, target = '']) =>
      target.startsWith('.')
        ? path.relative(source, path.resolve(source, path.dirname(name), target))
        : target,
    );
    return { name, text, imports };
  });

function placeOf(name: string): string {
  return name.split('/')[0]?.replace(/\.ts$/, '') ?? '';
}

function offending(rule: (file: SourceFile) => readonly string[]): string[] {
  return files.flatMap((file) => rule(file).map((what) => `${file.name}: ${what}`));
}

describe('architecture', () => {
  test('every folder and file at the top of src has a place in the order', () => {
    const places = new Set(files.map(({ name }) => placeOf(name)));
    expect([...places].filter((place) => !order.includes(place))).toEqual([]);
  });

  test('imports never run from left to right', () => {
    const wrong = offending(({ name, imports }) =>
      imports
        .filter((target) => target.endsWith('.ts'))
        .filter((target) => order.indexOf(placeOf(target)) > order.indexOf(placeOf(name))),
    );
    expect(wrong).toEqual([]);
  });

  test('scoring and disclosure are pure: no Express, no SQL, no clock, no files', () => {
    const wrong = offending(({ name, imports, text }) => {
      if (!['scoring', 'disclosure'].includes(placeOf(name))) return [];
      const impure = imports.filter((target) => /^(express|kysely|node:)|shared\//.test(target));
      return /\b(Date\.now|new Date|Math\.random)\b/.test(text) ? [...impure, 'clock'] : impure;
    });
    expect(wrong).toEqual([]);
  });

  test('only those that open a database or keep its file know which database it is', () => {
    const wrong = offending(({ name, imports }) =>
      imports
        .filter((target) => ['better-sqlite3', 'pg'].includes(target))
        .filter(
          () =>
            ![
              'shared/sqlite.ts',
              'shared/shared-commit.ts',
              'shared/postgres.ts',
              'shared/postgres-link.ts',
              'operations/serving-lock.ts',
              'operations/sqlite-file.ts',
            ].includes(name),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('only config.ts reads the environment', () => {
    const wrong = offending(({ name, text }) =>
      name !== 'config.ts' && text.includes('process.env') ? ['process.env'] : [],
    );
    expect(wrong).toEqual([]);
  });

  test('only stores hold SQL', () => {
    const wrong = offending(({ name, text }) =>
      /(^|\/|-)store\.ts$/.test(name)
        ? []
        : (text.match(/\.(selectFrom|insertInto|updateTable|deleteFrom)\(/g) ?? []),
    );
    expect(wrong).toEqual([]);
  });

  test('only disclosure makes a disclosed value', () => {
    const wrong = offending(({ name, text, imports }) =>
      placeOf(name) !== 'disclosure' &&
      imports.includes('disclosure/disclosed.ts') &&
      /import \{[^}]*\b(shown|withheld)\b[^}]*\} from '[^']*disclosed\.ts'/.test(text)
        ? ['shown or withheld']
        : [],
    );
    expect(wrong).toEqual([]);
  });

  test('no file is a drawer for things without a name', () => {
    const wrong = offending(({ name }) =>
      /(^|\/)(utils?|helpers?|services?|misc|common)(\.ts|\/)/.test(name) ? ['name'] : [],
    );
    expect(wrong).toEqual([]);
  });

  test('no file grows past about two hundred lines', () => {
    const wrong = offending(({ text }) => {
      const lines = text.split('\n').length;
      return lines > 220 ? [`${lines} lines`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
