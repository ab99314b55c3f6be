import { areComplete, fewest, type SurveyRules } from '../disclosure/survey-rules.ts';
import { method } from '../scoring/method.ts';
import { type Count, type Counted, type ShownCounts, showCounts } from './shown-counts.ts';

/** Somebody who was ever invited to a survey, without who it is. */
export interface Invited {
  /** The role family first put down for them, whatever came later; null where none was. */
  readonly family: string | null;
  readonly withdrawn: boolean;
  /** Whether they have saved an answer. */
  readonly started: boolean;
  readonly submitted: boolean;
}

/** How many of some people take part. */
export interface Taking {
  readonly invited: number;
  readonly started: Count;
  readonly submitted: Count;
}

/** What a lead may see of how many take part: of everybody first. */
export interface Participation extends Taking {
  /** How many of the invited were withdrawn: the lead's own doing. */
  readonly withdrawn: number;
  /** By the code of the family, in the given order, those alone of which enough were invited. */
  readonly families: readonly (Taking & { readonly code: string })[];
}

/**
 * Counts who takes part for the lead, who knows whom they have invited. How many of those have
 * started or submitted is shown from six, and as long as six or more have not: else somebody
 * invited last would be who changes the number. Of a role family it is shown only if six or more
 * of it were invited, and not of the smallest further ones while those left out are fewer than six
 * together. Without complete rules nothing is shown.
 * @param families the codes of all families, in the order in which to show them.
 */
export function participationOf(
  people: readonly Invited[],
  families: readonly string[],
  rules: SurveyRules = method,
): Participation {
  const least = areComplete(rules) ? fewest(rules) : Infinity;
  const codes = shownFamilies(people, families, least);
  const { started, submitted } = onBothSides(people, codes, families, least);
  return {
    invited: people.length,
    withdrawn: people.filter(({ withdrawn }) => withdrawn).length,
    started: started.total,
    submitted: submitted.total,
    families: families
      .filter((code) => codes.includes(code))
      .map((code) => ({
        code,
        invited: people.filter(({ family }) => family === code).length,
        started: started.groups[codes.indexOf(code)] ?? 'hidden',
        submitted: submitted.groups[codes.indexOf(code)] ?? 'hidden',
      })),
  };
}

/**
 * Both columns, with a number of everybody only where six or more have not; families are shown
 * only beside one, and only if of each of them as well six or more have not.
 */
function onBothSides(
  people: readonly Invited[],
  codes: readonly string[],
  families: readonly string[],
  least: number,
) {
  const done = countsOf(people, codes, families, least);
  const invited = codes.map((code) => people.filter(({ family }) => family === code).length);
  const started = oneSided(done.started, people.length, invited, least);
  const submitted = oneSided(done.submitted, people.length, invited, least);
  const hidden = started.groups.some((count) => count === 'hidden');
  return {
    started,
    submitted: hidden ? { ...submitted, groups: withoutNumbers(submitted.groups) } : submitted,
  };
}

function oneSided(
  { total, groups }: ShownCounts,
  everybody: number,
  invited: readonly number[],
  least: number,
): ShownCounts {
  if (typeof total !== 'number') return { total, groups };
  const mayShow =
    everybody - total >= least &&
    groups.every((count, at) => typeof count !== 'number' || (invited[at] ?? 0) - count >= least);
  return {
    total: everybody - total >= least ? total : 'most',
    groups: mayShow ? groups : groups.map(() => 'hidden'),
  };
}

function withoutNumbers(groups: readonly Count[]): readonly Count[] {
  return groups.map((count) => (count === 'few' ? count : 'hidden'));
}

/** A count as pages show it, of so many invited. */
export function countInWords(count: Count, invited: number, rules: SurveyRules = method): string {
  const least = fewest(rules);
  switch (count) {
    case 'few':
      return 'Fewer than six';
    case 'most':
      return `${Math.max(least, invited - least + 1)} or more`;
    case 'hidden':
      return 'Not shown';
    default:
      return String(count);
  }
}

/** The families that are shown, those first of which most people were invited. */
function shownFamilies(
  people: readonly Invited[],
  families: readonly string[],
  least: number,
): readonly string[] {
  const invited = (code: string) => people.filter(({ family }) => family === code).length;
  const shown = families
    .filter((code) => invited(code) >= least)
    .sort((one, other) => invited(other) - invited(one));
  const leftOut = () => people.filter(({ family }) => !shown.includes(family ?? '')).length;
  while (shown.length > 0 && leftOut() > 0 && leftOut() < least) shown.pop();
  return shown;
}

/** Both columns. Whoever has submitted has started: what the first shows bounds the second. */
function countsOf(
  people: readonly Invited[],
  codes: readonly string[],
  families: readonly string[],
  least: number,
) {
  const groupOf = ({ family }: Invited) => families.find((code) => code === family) ?? null;
  const groups = Map.groupBy(people, groupOf);
  const countedOf = (code: string | null): Counted => {
    const group = groups.get(code) ?? [];
    return { most: group.length, count: group.filter(({ started }) => started).length };
  };
  const submittedOf = (code: string | null) =>
    (groups.get(code) ?? []).filter(({ submitted }) => submitted).length;

  const others = [...groups.keys()].filter((code) => code === null || !codes.includes(code));
  const started = showCounts(codes.map(countedOf), others.map(countedOf), least);

  const exact = codes.filter((_, at) => typeof started.groups[at] === 'number');
  const rest = [...groups.keys()].filter((code) => code === null || !exact.includes(code));
  const submitting = (code: string | null): Counted => ({
    most: countedOf(code).count,
    count: submittedOf(code),
  });
  // Of the rest only the sum is known, unless everybody has started.
  const all =
    started.total === people.length ? rest.map(submitting) : [together(rest.map(submitting))];
  const submitted = showCounts(exact.map(submitting), all, least);
  return {
    started,
    submitted: {
      total: submitted.total,
      groups: codes.map((code, at): Count => {
        if (submitted.total === 'few') return 'few';
        return submitted.groups[exact.indexOf(code)] ?? started.groups[at] ?? 'hidden';
      }),
    },
  };
}

function together(groups: readonly Counted[]): Counted {
  return {
    most: groups.reduce((sum, { most }) => sum + most, 0),
    count: groups.reduce((sum, { count }) => sum + count, 0),
  };
}
