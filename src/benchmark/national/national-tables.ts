import { z } from 'zod';
import { storedDisclosed } from '../../disclosure/disclosed.ts';
import { groupStatistics } from '../../disclosure/group-statistics.ts';
import { bases } from '../basis.ts';

/**
 * England or a type, and nothing across: one of these groups holds another or has nothing in
 * common with it, so that no two of them say something of a third that nobody checked.
 */
export const publicGroup = z.string().regex(/^(kind|type):[a-z_-]{1,40}(:real)?$/);

const nationalRow = z.strictObject({
  /** "kind:trust" for all of England, "type:acute" for a type. */
  group: publicGroup,
  name: z.string(),
  /** The number of the release that these results are of: an earlier one where they were kept. */
  release: z.int().positive(),
  measures: z.array(
    z.strictObject({ code: z.string(), statistics: storedDisclosed(groupStatistics) }),
  ),
});

/** The part of a release that everybody reads: England, and by type. */
export const nationalTables = z.strictObject({
  tables: z.array(
    z.strictObject({
      basis: z.enum(bases),
      kind: z.enum(['trust', 'icb']),
      /** England first. */
      rows: z.array(nationalRow),
    }),
  ),
});
export type NationalTables = z.output<typeof nationalTables>;
