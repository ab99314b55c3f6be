import type { Proved } from './proof.ts';

/** What was proved, as a table for a person at a terminal; notes stand below what was tried. */
export function tableOf(proved: readonly Proved[]): string {
  const rows = [
    ['Promise', 'Lost', 'Tried'],
    ...proved.flatMap(({ name, tried, lost, note }) => [
      [name, lost.length === 0 ? 'nothing' : String(lost.length), tried],
      ...(note ? [['', '', `  ${note}`]] : []),
    ]),
  ];
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
