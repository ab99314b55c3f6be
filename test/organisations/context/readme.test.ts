import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readContextFile } from '../../../src/organisations/context/context-file.ts';
import { contextColumns } from '../../../src/organisations/context/context-row.ts';
import {
  type ContextVariable,
  contextVariables,
} from '../../../src/organisations/context/variables.ts';

const file = path.join(import.meta.dirname, '../../../src/organisations/context/README.md');
const readme = readFileSync(file, 'utf8');

test('the description of context files has every column, with what it means', () => {
  const rows = [...readme.matchAll(/^\| ([a-z_0-9]+) \| (.*) \|$/gm)];
  expect(rows.map(([, column]) => column)).toEqual(contextColumns);
  for (const [, column, words] of rows.slice(4))
    expect(words).toContain(contextVariables[column as ContextVariable].meaning);
});

test('the example in the description is a context file', () => {
  const example = readme.match(/```\n([\s\S]*?)```/)?.[1] ?? '';
  const { rows, problems } = readContextFile({ name: 'x', bytes: Buffer.from(example) });
  expect([rows.length, problems]).toEqual([2, []]);
});
