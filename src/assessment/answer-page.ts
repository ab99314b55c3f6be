import { findDimension } from '../questionnaire/lookup.ts';
import type { Dimension, Question } from '../questionnaire/questionnaire.ts';
import type { PageValues } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { AnswerFormReader } from './answer-form.ts';
import { type Place, pathOf } from './place.ts';

/** A page that asks for answers: one question, a dimension, or the ownership map. */
export interface AnswerPage {
  readonly view: string;
  /** Where it stands, whatever led there. */
  readonly address: string;
  /** Where its form is sent: there, and on to where the person came from. */
  readonly action: string;
  readonly title: string;
  readonly items: readonly string[];
  readonly reader: AnswerFormReader;
  /** Where Continue leads. */
  readonly next: string;
  readonly values: Omit<PageValues, 'title'>;
}

/** @param changing whether the person came from checking their answers, and goes back there. */
export function questionPage(place: Place, question: Question, changing: boolean): AnswerPage {
  const dimension = found(findDimension(place.questionnaire, question.dimension));
  const index = dimension.questions.indexOf(question);
  const following = dimension.questions[index + 1];
  const base = pathOf(place);
  const address = `${base}/questions/${question.code}`;
  const next = following
    ? `${base}/questions/${following.code}`
    : `${base}/dimensions/${dimension.code}/answers`;
  return {
    view: 'assessment/question',
    address,
    action: changing ? `${address}?change` : address,
    title: question.text,
    items: [question.code],
    reader: AnswerFormReader.forQuestion(question),
    next: changing ? `${base}/answers#${question.code}` : next,
    values: {
      question,
      dimension,
      number: index + 1,
      back: index > 0 ? `${base}/questions/${dimension.questions[index - 1]?.code}` : base,
    },
  };
}

export function dimensionPage(place: Place, dimension: Dimension): AnswerPage {
  const address = `${pathOf(place)}/dimensions/${dimension.code}`;
  return {
    view: 'assessment/dimension',
    address,
    action: address,
    title: dimension.name,
    items: codesOf(dimension.questions),
    reader: AnswerFormReader.forDimension(dimension),
    next: `${address}/answers`,
    values: { dimension },
  };
}

export function ownershipPage(place: Place): AnswerPage {
  const address = `${pathOf(place)}/ownership`;
  return {
    view: 'assessment/ownership',
    address,
    action: address,
    title: 'Ownership map',
    items: codesOf(place.questionnaire.ownership.capabilities),
    reader: AnswerFormReader.forOwnership(place.questionnaire),
    next: `${pathOf(place)}/answers`,
    values: {},
  };
}

/** The part after this dimension: the next dimension, then the ownership map. */
export function nextPart(place: Place, dimension: Dimension): { name: string; href: string } {
  const { dimensions } = place.questionnaire;
  const following = dimensions[dimensions.indexOf(dimension) + 1];
  const base = pathOf(place);
  return following
    ? { name: following.name, href: `${base}/questions/${following.questions[0]?.code}` }
    : { name: 'Ownership map', href: `${base}/ownership` };
}

export function codesOf(items: readonly { code: string }[]): readonly string[] {
  return items.map(({ code }) => code);
}
