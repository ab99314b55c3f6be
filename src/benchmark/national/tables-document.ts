import { z } from 'zod';
import { bandShares } from '../../disclosure/density.ts';
import { withheldReasons } from '../../disclosure/disclosed.ts';
import { bases } from '../basis.ts';
import { publicGroup } from './national-tables.ts';

const level = z.number().describe('A level of the scale, to one decimal.');
const shownMeasure = z
  .strictObject({
    measure: z.string().describe('The code of a dimension, or "overall".'),
    name: z.string().describe('What the dimension is called.'),
    shown: z.literal(true),
    organisations: z.int().positive().describe('How many organisations of the group have a value.'),
    mean: z
      .strictObject({
        kind: z
          .enum(['exact', 'below', 'above'])
          .describe('Whether the value is the mean, or a limit that the mean is below or above.'),
        value: level,
      })
      .describe('Every organisation counts once.'),
    median: level.nullable().describe('Null where there are too few organisations for it.'),
    lowerQuartile: level.nullable().describe('Null where there are too few organisations for it.'),
    upperQuartile: level.nullable().describe('Null where there are too few organisations for it.'),
    density: z
      .array(
        z.strictObject({
          from: z.number().describe('The lower end of the band, which is in it.'),
          to: z.number().describe('The upper end, which is in the next band, or in the last one.'),
          share: z
            .enum(bandShares)
            .describe('How many of the organisations are in the band; "few" may be none.'),
        }),
      )
      .nullable()
      .describe(
        'Null where there are too few organisations, or one band would hold all of them or all but one.',
      ),
  })
  .describe('The values of a group.');

const withheldMeasure = z
  .strictObject({
    measure: z.string().describe('The code of a dimension, or "overall".'),
    name: z.string().describe('What the dimension is called.'),
    shown: z.literal(false),
    why: z.enum(withheldReasons).describe('Why nothing is shown.'),
    explanation: z.string().describe('The same in a sentence, and what would change it.'),
  })
  .describe('Nothing of a group is shown for this measure, nor how many organisations it has.');

const tableRow = z.strictObject({
  group: publicGroup.describe('"kind:trust" is all of England, "type:acute" one type.'),
  name: z.string().describe('What the organisations of the group are called.'),
  release: z
    .int()
    .describe('The release that the values are of: an earlier one where it kept them.'),
  change: z
    .enum(['first', 'kept', 'same', 'changed'])
    .describe(
      'Beside the earlier release of the cycle: the first values of this group, its earlier values because new ones would have said too much, the same, or others.',
    ),
  measures: z
    .array(z.discriminatedUnion('shown', [shownMeasure, withheldMeasure]))
    .describe('Dimensions in the order of the questionnaire, then the overall.'),
});

/**
 * What everybody may read of a release, as it is published: the page and the CSV file are made of
 * this and of nothing else. `schemaVersion` rises whenever a field goes or changes its meaning.
 */
export const tablesDocument = z
  .strictObject({
    schemaVersion: z.literal(1).describe('The version of this schema.'),
    release: z.strictObject({
      cycle: z.string().describe('The period in which organisations assessed themselves.'),
      number: z.int().positive().describe('1 for the first release of the cycle.'),
      publishedOn: z.iso.date().describe('The day in England on which it was published.'),
      earlier: z
        .int()
        .positive()
        .nullable()
        .describe('The release before it in the cycle; null if none.'),
      questionnaireVersion: z.int().positive().describe('The questionnaire that was answered.'),
      methodVersion: z.int().positive().describe('The method that worked out the values.'),
      fingerprint: z
        .string()
        .describe('SHA-256 of `tables` as JSON without spaces: the same tables have the same.'),
    }),
    tables: z
      .array(
        z.strictObject({
          basis: z
            .enum(bases)
            .describe('What leaders answered independently, or what organisations signed off.'),
          kind: z.enum(['trust', 'icb']).describe('NHS trusts or integrated care boards.'),
          rows: z.array(tableRow).describe('England first, then by type.'),
        }),
      )
      .describe('One for each basis and kind of organisation: bases are never mixed.'),
  })
  .meta({
    title: 'National tables of a release',
    description: 'England and by type, as far as the number of organisations allows.',
  });

export type TablesDocument = z.output<typeof tablesDocument>;
export type TablesRow = z.output<typeof tableRow>;
export type TablesMeasure = TablesRow['measures'][number];
export type ShownMeasure = z.output<typeof shownMeasure>;

/** The JSON Schema that a document can be checked with. */
export function documentSchema(): unknown {
  return { $id: '/national-tables/schema.json', ...z.toJSONSchema(tablesDocument) };
}
