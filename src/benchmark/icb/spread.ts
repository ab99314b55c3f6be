import { levelName } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { listed } from '../../results/level-words.ts';
import { method } from '../../scoring/method.ts';
import { type NamedTrust, scoreOf } from './matrix.ts';

/** How the trusts that share are spread over the levels, dimension by dimension. */
export interface Spread {
  readonly caption: string;
  readonly trusts: number;
  /** "1 Unowned", "1.0 to 1.9": the lowest first. */
  readonly levels: readonly { readonly name: string; readonly range: string }[];
  readonly rows: readonly {
    readonly name: string;
    /** In the order of the levels; `percent` is the length of the bar, of all trusts. */
    readonly counts: readonly { readonly count: number; readonly percent: number }[];
    readonly unscored: number;
  }[];
}

/**
 * Null below the number of organisations from which the method summarises any. All of them are
 * named in the tables, so that there is nothing to protect.
 */
export function spreadOf(
  trusts: readonly NamedTrust[],
  questionnaire: Questionnaire,
): Spread | null {
  if (trusts.length < method.peers.mean) return null;
  const scale = questionnaire.scale.map(({ level }) => level);
  const rows = questionnaire.dimensions.map(({ code, name }) => {
    const levels = trusts.flatMap((trust) => {
      const score = scoreOf(trust, code)?.score ?? null;
      return score === null ? [] : Math.floor(score);
    });
    const counts = scale.map((level) => levels.filter((each) => each === level).length);
    return {
      name,
      counts: counts.map((count) => ({ count, percent: percentOf(count, trusts.length) })),
      unscored: trusts.length - levels.length,
      below: levels.filter((level) => level < adopted).length,
    };
  });
  return {
    caption: captionOf(rows, trusts.length, questionnaire),
    trusts: trusts.length,
    levels: scale.map((level) => ({
      name: `${level} ${levelName(questionnaire, level)}`,
      range: level === method.scale.hi ? level.toFixed(1) : `${level}.0 to ${level}.9`,
    })),
    rows: rows.map(({ below: _, ...row }) => row),
  };
}

/** From this level on something has an owner in operations, and is used as intended. */
const adopted = 3;

function percentOf(count: number, all: number): number {
  return Math.round((count / all) * 100);
}

function captionOf(
  rows: readonly { readonly name: string; readonly below: number }[],
  trusts: number,
  questionnaire: Questionnaire,
): string {
  const level = `level ${adopted}, ${levelName(questionnaire, adopted)}`;
  const most = Math.max(...rows.map(({ below }) => below));
  if (most === 0) return `None of the ${trusts} trusts that share is below ${level}`;
  const names = rows.filter(({ below }) => below === most).map(({ name }) => name);
  const how = most === trusts ? `All ${trusts}` : `${most} of the ${trusts}`;
  const where = names.length > 2 ? `${names.length} of ${rows.length} dimensions` : listed(names);
  const others = names.length < rows.length ? ', and fewer in the others' : '';
  return `${how} trusts that share are below ${level}, in ${where}${others}`;
}
