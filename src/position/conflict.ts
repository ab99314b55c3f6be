import { isDeepStrictEqual } from 'node:util';
import { findQuestion } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { agreedQuestion } from '../scoring/agreed-question.ts';
import { showMoment } from '../shared/moment.ts';
import { agreedWords, recordedBy } from './agreed-words.ts';
import type { Agreement, NewAgreement } from './agreement.ts';
import { explain } from './explain.ts';
import { capabilityName, ownerWords, type StatementWords, statementWords } from './version.ts';

/** One of two versions of the same item. */
export interface ConflictSide {
  /** The level in a sentence, or the owner. */
  readonly said: string;
  /** The statements on which the two differ. */
  readonly statements: readonly StatementWords[];
  readonly how: string;
  readonly reason: string | null;
}

/** An item that was agreed differently since the form was opened. */
export interface ConflictPart {
  readonly title: string;
  readonly mine: ConflictSide;
  readonly stored: ConflictSide & { readonly who: string; readonly when: string };
}

/**
 * Both sides of everything that was agreed differently in the meantime.
 * @param mine everything that was sent.
 * @param on the day, such as "2027-03-31", on which evidence is looked at.
 */
export function conflictParts(
  questionnaire: Questionnaire,
  mine: readonly NewAgreement[],
  stored: readonly Agreement[],
  on: string,
): readonly ConflictPart[] {
  return stored.flatMap((theirs) => {
    const own = mine.find(({ item }) => item === theirs.item);
    if (!own) return [];
    return [
      {
        title:
          findQuestion(questionnaire, theirs.item)?.title ??
          capabilityName(questionnaire, theirs.item),
        mine: sideOf(questionnaire, own, theirs, on),
        stored: {
          ...sideOf(questionnaire, theirs, own, on),
          who: recordedBy(theirs.agreedBy),
          when: showMoment(theirs.agreedAt),
        },
      },
    ];
  });
}

type Side = Pick<Agreement, 'item' | 'content' | 'method' | 'present' | 'dissenting' | 'reason'>;

function sideOf(questionnaire: Questionnaire, side: Side, other: Side, on: string): ConflictSide {
  const { item, content, method, present, dissenting, reason } = side;
  const question = findQuestion(questionnaire, item);
  const common = { how: agreedWords(method, present, dissenting), reason };
  if ('owner' in content)
    return { ...common, said: ownerWords(questionnaire, content.owner), statements: [] };
  // A question that this wording does not ask was never agreed in it.
  if (!question) return { ...common, said: item, statements: [] };
  const theirs = 'statements' in other.content ? other.content.statements : {};
  return {
    ...common,
    said: explain(question, agreedQuestion(question, content.statements, on)),
    statements: statementWords(question, content).filter(
      ({ code }) => !isDeepStrictEqual(content.statements[code], theirs[code]),
    ),
  };
}

/**
 * The fields of the form that was sent, to be sent once more: each item based on what is stored
 * by now.
 * @param basedOn the name of the field that says on which version an item is based.
 */
export function fieldsAgain(
  body: unknown,
  stored: readonly Agreement[],
  basedOn: (item: string) => string,
): readonly (readonly [name: string, value: string])[] {
  const versions = new Map(stored.map(({ item, version }) => [basedOn(item), String(version)]));
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    name === '_csrf' || typeof value !== 'string'
      ? []
      : [[name, versions.get(name) ?? value] as const],
  );
}
