import { areComplete, fewest, type SurveyRules } from '../disclosure/survey-rules.ts';
import { method } from '../scoring/method.ts';
import { type Count, type Counted, showCounts } from './shown-counts.ts';

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
 * started or submitted is shown from six; of a role family only if six or more of it were invited,
 * and not of the smallest further ones while those left out are fewer than six together. Without
 * complete rules nothing is shown.
 * @param families the codes of all families, in the order in which to show them.
 */
export function participationOf(
  people: readonly Invited[],
  families: readonly string[],
  rules: SurveyRules = method,
): Participation {
  const least = areComplete(rules) ? fewest(rules) : Infinity;
  const codes = shownFamilies(people, families, least);
  const { started, submitted } = countsOf(people, codes, families, least);
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
