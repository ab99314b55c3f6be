import type { BoardPage } from './board-page.ts';

const columns = ['Part', 'Type of trust', 'Code', 'Trust', 'What', 'Value'] as const;
type Column = (typeof columns)[number];
type Row = Readonly<Partial<Record<Column, string>>>;

const provenance = [
  ...(['Cycle', 'Release', 'Released on', 'Basis'] as const),
  ...(['Questionnaire version', 'Method version'] as const),
];

/** All that the page of a board shows, one value a row, each with what it was made of. */
export function boardRows({
  board,
  released,
  participation,
  coming,
}: BoardPage): readonly (readonly string[])[] {
  const made = released
    ? [
        released.cycle.name,
        String(released.made.release),
        released.made.on,
        'Agreed position',
        String(released.made.questionnaire),
        String(released.made.method),
      ]
    : [];
  const live = participation.flatMap(({ cycle, ...counts }) =>
    participationRows.map(([name, words]) => [
      ...rowOf({ Part: 'Participation', What: words, Value: String(counts[name]) }),
      ...[cycle, '', '', '', '', ''],
    ]),
  );
  const notes = coming.map(({ name, when }) => [
    ...rowOf({ Part: 'Not released yet', Value: when }),
    ...[name, '', '', '', '', ''],
  ]);
  return [
    ['Board', ...columns, ...provenance],
    ...[...releasedRows(released).map((row) => [...rowOf(row), ...made]), ...live, ...notes].map(
      (row) => [board.name, ...row],
    ),
  ];
}

/** What is counted of all trusts of a board, in the order in which an assessment goes on. */
export const participationRows = [
  ['belong', 'Belong to the board'],
  ['opened', 'Have opened an assessment'],
  ['closed', 'Have closed it'],
  ['signedOff', 'Have signed off what they agreed'],
  ['share', 'Share their agreed scores with the board'],
] as const;

function rowOf(row: Row): readonly string[] {
  return columns.map((column) => row[column] ?? '');
}

function releasedRows(released: BoardPage['released']): readonly Row[] {
  if (!released) return [];
  const { mix, compared, notShown } = released;
  const { dimensions, matrices, gaps, spread, trusts: sharing } = compared;
  return [
    ...mix.flatMap(({ words, belong, share }) => [
      { Part: 'Who shares', 'Type of trust': words, What: 'Belong', Value: String(belong) },
      { Part: 'Who shares', 'Type of trust': words, What: 'Share', Value: String(share) },
    ]),
    ...matrices.flatMap(({ words, caption, rows, ranges }) => [
      { Part: 'Scores', 'Type of trust': words, What: 'In a sentence', Value: caption },
      ...rows.flatMap(({ code, name, cells, secured, signedOn }) =>
        [
          ...cells.map((cell, at) => [dimensions[at] ?? '', cell.words] as const),
          ['Secured level', secured] as const,
          ['Signed off on', signedOn] as const,
        ].map(([What, Value]) => ({
          ...{ Part: 'Scores', 'Type of trust': words, Code: code, Trust: name },
          ...{ What, Value },
        })),
      ),
      ...(ranges ?? []).map((range, at) => ({
        ...{ Part: 'Range', 'Type of trust': words, What: dimensions[at] ?? '', Value: range },
      })),
    ]),
    ...(spread ? spreadRows(spread) : []),
    ...gaps.flatMap(({ name, trusts }) =>
      trusts.map((trust) => ({
        ...{ Part: 'Nobody owns', Trust: trust, What: name },
        Value: `One of ${trusts.length} of the ${sharing} that share`,
      })),
    ),
    ...notShown.map((words) => ({ Part: 'Not shown', Value: words })),
  ];
}

function spreadRows({
  caption,
  levels,
  rows,
}: NonNullable<NonNullable<BoardPage['released']>['compared']['spread']>): readonly Row[] {
  return [
    { Part: 'Spread', What: 'In a sentence', Value: caption },
    ...rows.flatMap(({ name, counts, unscored }) => [
      ...counts.map(({ count }, at) => ({
        Part: 'Spread',
        What: `${name}: at ${levels[at]?.name}, ${levels[at]?.range}`,
        Value: String(count),
      })),
      { Part: 'Spread', What: `${name}: not scored`, Value: String(unscored) },
    ]),
  ];
}
