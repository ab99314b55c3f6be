import { expect, test } from '@jest/globals';
import { qrPath } from '../../src/workshop/qr.ts';

/** The picture again as rows of dark and light, without its margin. */
function drawn({ path, size }: ReturnType<typeof qrPath>): string[] {
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
  expect([...dark].map((at) => `M${at}h1v1h-1z`).join('')).toBe(path);
  const row = (y: number) =>
    Array.from({ length: size }, (_, x) => (dark.has(`${x} ${y}`) ? '#' : '.')).join('');
  const rows = Array.from({ length: size }, (_, y) => row(y));
  const margins = [...rows.slice(0, 4), ...rows.slice(-4), ...rows.map((r) => r.slice(0, 4))];
  expect(margins.join('') + rows.map((r) => r.slice(-4)).join('')).not.toContain('#');
  return rows.slice(4, -4).map((r) => r.slice(4, -4));
}

test('a QR code has its three finders, a quiet margin, and the size that its text needs', () => {
  const code = qrPath('https://assess.example/vote/ACDEFH');
  const rows = drawn(code);
  const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  expect(rows.slice(0, 7).map((row) => row.slice(0, 7))).toEqual(finder);
  expect(rows.slice(0, 7).map((row) => row.slice(-7))).toEqual(finder);
  expect(rows.slice(-7).map((row) => row.slice(0, 7))).toEqual(finder);
  // Version 3 holds 42 bytes at this level of correction.
  expect(code.size).toBe(29 + 8);
});

test('another text is another picture', () => {
  expect(qrPath('https://assess.example/vote/ACDEFH')).not.toEqual(
    qrPath('https://assess.example/vote/ACDEFJ'),
  );
});
