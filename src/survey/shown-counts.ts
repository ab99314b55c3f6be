/**
 * How many people do something; in a word where the number would tell too much: few do, most do, or
 * not even that.
 */
export type Count = number | 'few' | 'most' | 'hidden';

/** A group of people, and how many of them do something. */
export interface Counted {
  readonly count: number;
  /** How many can do it at most, which everybody knows. */
  readonly most: number;
}

export interface ShownCounts {
  readonly total: Count;
  /** In the order of the groups that were given. */
  readonly groups: readonly Count[];
}

/** The numbers that a group may have, as far as can be known; ascending. */
type Possible = readonly number[];

/**
 * Shows how many people do something, in all and by group, so that nobody can work out a number
 * below `least` for any group or several together; not even who knows these rules, and sees from
 * what is hidden that it had to be.
 *
 * The total is shown from `least`. Then one group after the other, in the given order. Whether its
 * number is shown depends on nothing but that number and what is known already: for each number
 * that it may have it is decided whether to show it, namely if that leaves everything small in
 * doubt. If not to show it would leave no doubt either, more numbers are not shown, until it does.
 * @param groups those to show, as far as possible.
 * @param others those whose numbers are not shown by themselves.
 */
export function showCounts(
  groups: readonly Counted[],
  others: readonly Counted[],
  least: number,
): ShownCounts {
  const all = [...groups, ...others].filter(({ most }) => most > 0);
  const total = sum(all.map(({ count }) => count));
  if (!(total >= least)) return { total: 'few', groups: groups.map(() => 'few') };
  // That all of them do it, the total says for every group.
  if (total === sum(all.map(({ most }) => most)))
    return { total, groups: groups.map(({ count }) => count) };

  let left = total;
  const known = new Map<Counted, Possible>(all.map((group) => [group, range(0, group.most)]));
  for (const group of groups) {
    const hidden = numbersToHide(known, group, left, least);
    if (hidden.includes(group.count)) {
      known.set(group, hidden);
    } else {
      known.delete(group);
      left -= group.count;
    }
  }
  const shownOf = (group: Counted): Count => {
    if (!known.has(group)) return group.count;
    return possibleFor(known, group, left).every((number) => number < least) ? 'few' : 'hidden';
  };
  return { total, groups: groups.map(shownOf) };
}

/** Which of the numbers that a group may have are not to be shown. */
function numbersToHide(
  known: ReadonlyMap<Counted, Possible>,
  group: Counted,
  left: number,
  least: number,
): Possible {
  const rest = restOf(known, group);
  const possible = possibleFor(known, group, left);
  const splits = splitsOf(rest);
  const shown = possible.filter(
    (number) => number >= least && leavesDoubt(splits, left - number, least),
  );
  let hidden = possible.filter((number) => !shown.includes(number));
  while (
    hidden.length > 0 &&
    hidden.length < possible.length &&
    !leavesDoubt(splitsOf([hidden, ...rest]), left, least)
  ) {
    const isBeside = (number: number) => hidden.includes(number - 1) || hidden.includes(number + 1);
    const further = shown.filter((number) => !hidden.includes(number));
    const added = further.find(isBeside) ?? further[0];
    hidden = possible.filter((number) => hidden.includes(number) || number === added);
  }
  return hidden;
}

/** The numbers that a group may have where all groups have so many in all. */
function possibleFor(
  known: ReadonlyMap<Counted, Possible>,
  group: Counted,
  left: number,
): Possible {
  const sums = sumsOf(restOf(known, group));
  return (known.get(group) ?? []).filter((number) => sums[left - number]);
}

function restOf(known: ReadonlyMap<Counted, Possible>, group: Counted): readonly Possible[] {
  return [...known].filter(([other]) => other !== group).map(([, possible]) => possible);
}

/** Some of the groups, and all others: the sums that each side may have. */
interface Split {
  readonly some: Sums;
  readonly others: Sums;
}

function splitsOf(groups: readonly Possible[]): readonly Split[] {
  return range(1, 2 ** groups.length - 1).map((chosen) => ({
    some: sumsOf(groups.filter((_, at) => chosen & (1 << at))),
    others: sumsOf(groups.filter((_, at) => !(chosen & (1 << at)))),
  }));
}

/** Whether no groups that have so many in all are known to have a number below `least` together. */
function leavesDoubt(splits: readonly Split[], left: number, least: number): boolean {
  return splits.every(({ some, others }) => {
    const may = (number: number) => some[number] && others[left - number];
    const first = range(0, left).find(may);
    if (first === undefined || first >= least) return true;
    return range(first + 1, left).some(may);
  });
}

/** At each number whether it is a sum of one number of every group. */
type Sums = readonly (boolean | undefined)[];

function sumsOf(groups: readonly Possible[]): Sums {
  let sums: boolean[] = [true];
  for (const possible of groups) {
    const next: boolean[] = [];
    for (const [before, is] of sums.entries())
      if (is) for (const number of possible) next[before + number] = true;
    sums = next;
  }
  return sums;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The whole numbers from one to another, both included; none where the first is the larger. */
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
