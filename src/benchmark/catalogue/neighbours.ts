import {
  type ContextVariable,
  contextVariableNames,
  type OrganisationContext,
} from '../../organisations/context/variables.ts';
import type { Organisation } from '../../organisations/organisation.ts';
import { method } from '../../scoring/method.ts';
import { reaches } from '../../scoring/numbers.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * A variable counts for a type where at least this share of those with any context have it. A gap
 * in one row then costs only that organisation its neighbours, and does not take the variable from
 * everybody else.
 */
export const knownShare = 0.8;

interface Placed {
  readonly code: string;
  /** One number for each variable that counts. */
  readonly at: readonly number[];
}

/**
 * The nearest neighbours of everybody who has some, never by results: the fifteen of the same kind
 * and type at the least Euclidean distance, over variables that are standardised within the type.
 *
 * Only organisations with every variable that counts are compared, since distances over different
 * variables say nothing beside each other; the others have no neighbours and are nobody's. A type
 * with fifteen others or fewer to choose from has none: they would be the type itself. Equal
 * distances go by code.
 */
export function nearestNeighbours(
  organisations: readonly Organisation[],
  contexts: readonly OrganisationContext[],
): Catalogue['neighbours'] {
  const known = new Map(contexts.map((one) => [one.organisationCode, one.variables]));
  const types = Map.groupBy(organisations, ({ kind, trustType }) => trustType ?? kind);
  const neighbours: Catalogue['neighbours'] = {};
  for (const [type, all] of types) {
    // Trusts whose type nobody knows have nothing in common.
    if (type === 'trust') continue;
    const codes = all.map(({ code }) => code).sort();
    const { variables, placed } = place(codes, known);
    if (variables.length === 0 || placed.length - 1 <= method.peers.neighbours) continue;
    for (const one of placed)
      neighbours[one.code] = { members: nearestTo(one, placed), variables: [...variables] };
  }
  return neighbours;
}

/** The variables that count, and where everybody stands who has all of them. */
function place(
  codes: readonly string[],
  known: ReadonlyMap<string, OrganisationContext['variables']>,
): { variables: readonly ContextVariable[]; placed: readonly Placed[] } {
  const rows = codes.flatMap((code) => {
    const values = known.get(code);
    return values && Object.keys(values).length > 0 ? [{ code, values }] : [];
  });
  const counting = contextVariableNames.filter((name) => {
    const having = rows.filter(({ values }) => values[name] !== undefined).length;
    return reaches(having / rows.length, knownShare);
  });
  const complete = rows.flatMap(({ code, values }) => {
    const at = counting.flatMap((name) => values[name] ?? []);
    return at.length === counting.length ? [{ code, at }] : [];
  });
  const columns = counting.map((_, position) =>
    standardised(complete.map(({ at }) => at[position] as number)),
  );
  // What is the same everywhere tells nobody apart.
  const telling = columns.flatMap((column, position) => (column ? [{ column, position }] : []));
  return {
    variables: telling.map(({ position }) => counting[position] as ContextVariable),
    placed: complete.map(({ code }, row) => ({
      code,
      at: telling.map(({ column }) => column[row] as number),
    })),
  };
}

/** How many standard deviations each is above the mean; null where all are the same. */
function standardised(values: readonly number[]): readonly number[] | null {
  if (values.every((value) => value === values[0])) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length);
  return values.map((value) => (value - mean) / deviation);
}

/** The codes of the nearest, in ascending order. */
function nearestTo(own: Placed, placed: readonly Placed[]): string[] {
  const nearest: { readonly code: string; readonly distance: number }[] = [];
  for (const { code, at } of placed) {
    if (code === own.code) continue;
    const distance = distanceBetween(at, own.at);
    const last = nearest.length === method.peers.neighbours ? nearest.at(-1) : undefined;
    if (last && distance >= last.distance) continue;
    // Those of a lesser code came before: at the same distance they stay before.
    const place = nearest.findIndex((other) => other.distance > distance);
    nearest.splice(place < 0 ? nearest.length : place, 0, { code, distance });
    if (nearest.length > method.peers.neighbours) nearest.pop();
  }
  return nearest.map(({ code }) => code).sort();
}

/** The square of it, which orders alike; rounded, so that no last digit decides between equals. */
function distanceBetween(one: readonly number[], other: readonly number[]): number {
  let squares = 0;
  // Counted, because this is done for every pair of a type.
  for (let position = 0; position < one.length; position += 1)
    squares += ((one[position] as number) - (other[position] as number)) ** 2;
  return Math.round(squares * 1e9) / 1e9;
}
