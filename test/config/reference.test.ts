import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { settingsMarkdown, settingsTable } from '../../src/config/reference.ts';

const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');

test('every setting says what it is', () => {
  const without = settingsTable().filter(({ meaning }) => meaning === '');
  expect(without).toEqual([]);
});

test('the README has the table of all settings, as they are', () => {
  expect(readme).toContain(settingsMarkdown());
});
