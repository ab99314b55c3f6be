import type { DisclosedSurvey, OwnershipResult } from '../disclosure/survey.ts';
import { familyName, findCapability, findRole } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { counted, listed, shareWords } from './level-words.ts';
import type { OwnAnswers } from './own-answers.ts';
import { withheldWords } from './withheld-words.ts';

/** What the results page says about one capability of the ownership map. */
export interface OwnershipRow {
  readonly code: string;
  readonly name: string;
  /** "Nobody", "Contested", "One owner" and so on; empty where it is withheld. */
  readonly status: string;
  /** Who it is in words, or why that is not shown; empty where the status says it all. */
  readonly who: string;
  /** The share of the answer given most; empty where that is not shown. */
  readonly share: string;
  /** What role families say, where they see it differently. */
  readonly families: readonly string[];
  /** The answer of who is looking; null where they did not answer. */
  readonly own: string | null;
}

export interface OwnershipTable {
  /** The finding, in words. */
  readonly caption: string;
  /** What nobody owns comes first, and what is withheld last. */
  readonly rows: readonly OwnershipRow[];
  /** "43%", or why it is not shown. */
  readonly clarity: string;
}

const statusWords: Readonly<Record<OwnershipResult['status'], string>> = {
  nobody: 'Nobody',
  contested: 'Contested',
  shared: 'Shared between roles',
  'one-owner': 'One owner',
};
const order = Object.keys(statusWords) as readonly OwnershipResult['status'][];

/** @param own null for who did not answer. */
export function ownershipTable(
  { ownership }: Pick<DisclosedSurvey, 'ownership'>,
  questionnaire: Questionnaire,
  own: OwnAnswers | null,
): OwnershipTable {
  const { clarity, capabilities } = ownership;
  const sorted = [
    ...order.flatMap((status) =>
      capabilities.filter(({ result }) => result.shown && result.value.status === status),
    ),
    ...capabilities.filter(({ result }) => !result.shown),
  ];
  return {
    caption: finding(capabilities),
    rows: sorted.map(({ code, result }) => {
      const value = result.shown ? result.value : null;
      return {
        code,
        name: findCapability(questionnaire, code)?.name ?? code,
        status: value ? statusWords[value.status] : '',
        who: result.shown ? whoWords(result.value, questionnaire) : withheldWords[result.why],
        share: value && value.share !== null ? shareWords(value.share) : '',
        families: (value?.families ?? []).map(
          ({ family, ...theirs }) =>
            `${familyName(questionnaire, family)} leaders: ${inShort(theirs, questionnaire)}.`,
        ),
        own: own ? (own.answers.get(code) ?? 'Not answered') : null,
      };
    }),
    clarity: clarity.shown ? `${clarity.value}%` : withheldWords[clarity.why],
  };
}

function whoWords({ status, owner, named }: OwnershipResult, questionnaire: Questionnaire): string {
  if (status !== 'contested') return owner === null ? '' : roleName(questionnaire, owner);
  if (named.length === 0) return 'No role is named by several people.';
  return `Named most: ${listed(named.map((role) => roleName(questionnaire, role)))}.`;
}

function inShort(
  { status, owner }: Pick<OwnershipResult, 'status' | 'owner'>,
  questionnaire: Questionnaire,
): string {
  if (status === 'one-owner' && owner !== null) return roleName(questionnaire, owner);
  if (status === 'nobody') return 'nobody';
  return status === 'shared' ? 'shared between roles' : 'no agreement';
}

function roleName(questionnaire: Questionnaire, code: string): string {
  return findRole(questionnaire, code)?.name ?? code;
}

function finding(capabilities: DisclosedSurvey['ownership']['capabilities']): string {
  const count = (status: OwnershipResult['status']) =>
    capabilities.filter(({ result }) => result.shown && result.value.status === status).length;
  const shown = capabilities.filter(({ result }) => result.shown).length;
  if (shown === 0) return 'Who owns the capabilities cannot be shown.';
  const parts = [
    [count('contested'), 'contested'],
    [count('shared'), 'shared between roles'],
    [count('one-owner'), 'owned by one role'],
    [capabilities.length - shown, 'not shown'],
  ] as const;
  const others = parts
    .filter(([many]) => many > 0)
    .map(([many, what]) => `${many} ${many === 1 ? 'is' : 'are'} ${what}`);
  const all = counted(capabilities.length, 'capability', 'capabilities');
  const nobody =
    count('nobody') > 0
      ? `Nobody owns ${count('nobody')} of ${all}`
      : `Of ${all} there is none that nobody owns`;
  return others.length > 0 ? `${nobody}; ${listed(others)}.` : `${nobody}.`;
}
