import type { TablesDocument, TablesMeasure } from './tables-document.ts';

/** How many bands of half a level there are. */
const bands = 8;

/** What each column of the file holds, in their order; the page explains them. */
export const csvColumns: readonly (readonly [name: string, meaning: string])[] = [
  ['cycle', 'the period in which organisations assessed themselves'],
  ['release', 'the number of the release in its cycle'],
  ['published_on', 'the day on which it was published'],
  ['questionnaire_version', 'the questionnaire that was answered'],
  ['method_version', 'the method that worked out the values'],
  ['basis', 'survey or agreed'],
  ['kind', 'trust or icb'],
  ['group', 'kind:… for all of England, type:… for one type'],
  ['group_name', 'what the organisations of the group are called'],
  ['values_of_release', 'an earlier release where its values were kept'],
  ['change', 'beside the earlier release: first, kept, same or changed'],
  ['measure', 'the code of a dimension, or overall'],
  ['measure_name', 'its name'],
  ['shown', 'yes or no'],
  ['why_not', 'why nothing is shown, in a word'],
  ['explanation', 'the same in a sentence'],
  ['organisations', 'how many organisations of the group have a value'],
  ['mean_kind', 'exact; or below or above, where mean is only a limit'],
  ['mean', 'level 1 to 5, to one decimal'],
  ['median', 'empty where there are too few organisations'],
  ['lower_quartile', 'empty where there are too few organisations'],
  ['upper_quartile', 'empty where there are too few organisations'],
  ...Array.from(
    { length: bands },
    (_, at) =>
      [
        `band_${at + 1}`,
        `few, some or many organisations in band ${at + 1} of ${bands}, each half a level wide`,
      ] as const,
  ),
];

/** The document as a table: a row for each measure of each group. */
export function csvRows({ release, tables }: TablesDocument): readonly (readonly string[])[] {
  return [
    csvColumns.map(([name]) => name),
    ...tables.flatMap(({ basis, kind, rows }) =>
      rows.flatMap((row) =>
        row.measures.map((measure) => [
          release.cycle,
          String(release.number),
          release.publishedOn,
          String(release.questionnaireVersion),
          String(release.methodVersion),
          basis,
          kind,
          row.group,
          row.name,
          String(row.release),
          row.change,
          measure.measure,
          measure.name,
          ...valueCells(measure),
        ]),
      ),
    ),
  ];
}

function valueCells(measure: TablesMeasure): readonly string[] {
  const density = Array.from({ length: bands }, (_, at) =>
    measure.shown ? (measure.density?.[at]?.share ?? '') : '',
  );
  if (!measure.shown)
    return ['no', measure.why, measure.explanation, '', '', '', '', '', '', ...density];
  return [
    'yes',
    '',
    '',
    String(measure.organisations),
    measure.mean.kind,
    levelText(measure.mean.value),
    levelText(measure.median),
    levelText(measure.lowerQuartile),
    levelText(measure.upperQuartile),
    ...density,
  ];
}

/** A level to one decimal; empty where there is none. */
export function levelText(level: number | null): string {
  return level === null ? '' : level.toFixed(1);
}
