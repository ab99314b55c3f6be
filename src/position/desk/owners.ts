import type { DisclosedSurvey } from '../../disclosure/survey.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { type OwnershipRow, ownershipTable } from '../../results/ownership-table.ts';
import { canBeShown } from '../../results/results.ts';
import { agreedWords } from '../agreed-words.ts';
import type { Position } from '../position.ts';
import { capabilityName, ownerWords } from '../version.ts';

/** One capability of the ownership map: what the survey shows of it, and what was agreed. */
export interface OwnerRow {
  readonly code: string;
  readonly name: string;
  /** What leaders said, or why that is not shown; empty where no survey can be shown. */
  readonly survey: readonly string[];
  /** The same in one line. */
  readonly surveyInShort: string;
  /** The code of a role, "shared" or "nobody"; null while it is not settled. */
  readonly owner: string | null;
  /** The same in words. */
  readonly agreed: string | null;
  /** How it was agreed; empty while it is not settled. */
  readonly how: string;
  /** 0 while it is not settled. */
  readonly version: number;
}

/** The ownership map of a position. */
export interface Owners {
  /** What has to be settled: contested or owned by nobody, or not known to be anything else. */
  readonly open: readonly OwnerRow[];
  readonly others: readonly OwnerRow[];
  /** How much of it is settled, in words. */
  readonly finding: string;
}

/**
 * The codes of the capabilities for which an owner has to be agreed: those that the survey shows
 * to be contested or owned by nobody, and those of which it shows nothing.
 */
export function capabilitiesToSettle(
  { ownership }: Pick<Questionnaire, 'ownership'>,
  disclosed: DisclosedSurvey | null,
): readonly string[] {
  const clear = (disclosed?.ownership.capabilities ?? []).filter(
    ({ result }) => result.shown && ['one-owner', 'shared'].includes(result.value.status),
  );
  return ownership.capabilities
    .map(({ code }) => code)
    .filter((code) => !clear.some((capability) => capability.code === code));
}

/** The ownership map, what nobody owns first. */
export function ownersOf({
  survey: { questionnaire },
  agreements,
  disclosed,
}: Pick<Position, 'survey' | 'agreements' | 'disclosed'>): Owners {
  const shown = disclosed && canBeShown(disclosed) ? disclosed : null;
  const surveyed = shown ? ownershipTable(shown, questionnaire, null).rows : [];
  const codes = shown
    ? surveyed.map(({ code }) => code)
    : questionnaire.ownership.capabilities.map(({ code }) => code);
  const rows = codes.map((code): OwnerRow => {
    const agreement = agreements.owners.get(code);
    const owner = agreement?.content.owner ?? null;
    const survey = surveyLines(surveyed.find((row) => row.code === code));
    return {
      code,
      name: capabilityName(questionnaire, code),
      survey,
      surveyInShort: survey.map((line) => line.replace(/\.?$/, '.')).join(' '),
      owner,
      agreed: owner === null ? null : ownerWords(questionnaire, owner),
      how: agreement ? agreedWords(agreement.method, agreement.present, agreement.dissenting) : '',
      version: agreement?.version ?? 0,
    };
  });
  const toSettle = capabilitiesToSettle(questionnaire, shown);
  const open = rows.filter(({ code }) => toSettle.includes(code));
  return {
    open,
    others: rows.filter(({ code }) => !toSettle.includes(code)),
    finding: finding(open),
  };
}

function surveyLines(row: OwnershipRow | undefined): readonly string[] {
  return row ? [row.status, row.who, ...row.families].filter(Boolean) : [];
}

function finding(open: readonly OwnerRow[]): string {
  if (open.length === 0) return 'The survey shows every capability to have an owner.';
  const settled = open.filter(({ owner }) => owner !== null).length;
  return `${settled} of ${open.length} ${open.length === 1 ? 'capability' : 'capabilities'} to be settled ${settled === 1 ? 'has' : 'have'} an agreed owner.`;
}
