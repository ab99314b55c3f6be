import type { Dimension } from '../../src/questionnaire/questionnaire.ts';
import { questionnaire, type Visitor } from '../load/people.ts';
import {
  type ActionSave,
  type AnswersSave,
  actionSave,
  answersSave,
  faultsOfAction,
  isStored,
  type Save,
} from './saves.ts';
import { type Answer, send } from './send.ts';
import { answerKey, type Stored } from './stored.ts';

/** What had been confirmed at one moment: the version of each dimension, and the actions. */
export interface Mark {
  readonly versions: ReadonlyMap<string, number>;
  readonly actions: readonly ActionSave[];
}

/** Every so many saves are an action in place of answers. */
const actionEvery = 4;

/**
 * Somebody who saves one form after the other, remembers what was confirmed to them, and sends
 * again, with the same save id, what was not.
 */
export class Writer {
  readonly visitor: Visitor;
  readonly #noteLength: number;
  /** All that was sent of each dimension, one version after the other. */
  readonly #sent = new Map<string, AnswersSave[]>();
  readonly #versions = new Map<string, number>();
  readonly #actions: ActionSave[] = [];
  #last: Save | null = null;
  #open: Save | null = null;
  #turn = 0;
  /** How many saves were confirmed. */
  confirmed = 0;

  /** @param noteLength how long the note of each answer is, in characters; 0 for short ones. */
  constructor(visitor: Visitor, noteLength = 0) {
    this.visitor = visitor;
    this.#noteLength = noteLength;
  }

  /** Whether something was sent that was not confirmed. */
  get waits(): boolean {
    return this.#open !== null;
  }

  /** What was typed into the notes of the form that waits. */
  get typed(): readonly string[] {
    const fields = new URLSearchParams(this.#open?.step.body);
    return [...fields].flatMap(([name, value]) => (name.endsWith('note') && value ? [value] : []));
  }

  /**
   * Sends the form that waits, or the next one.
   * @returns the answer, whatever it is; null when the connection broke before it was there.
   */
  async save(address: string, by: typeof send = send): Promise<Answer | null> {
    this.#open ??= this.#next();
    const answer = await by(address, this.#open.step).catch(() => null);
    if (answer?.status === 303) this.#confirm(this.#open);
    return answer;
  }

  /** Sends again what was confirmed last, as a browser does that never heard of it. */
  async saveAgain(address: string): Promise<Answer | null> {
    return this.#last && send(address, this.#last.step).catch(() => null);
  }

  /** What has been confirmed so far. */
  mark(): Mark {
    return { versions: new Map(this.#versions), actions: [...this.#actions] };
  }

  /**
   * What had been confirmed and is not stored so, nor anything that was sent after it, and what is
   * stored by half; in words.
   */
  faultsIn(stored: Stored, { versions, actions }: Mark = this.mark()): string[] {
    const faults = questionnaire.dimensions.flatMap(({ code, questions }) => {
      const confirmed = versions.get(code) ?? 0;
      const sent = this.#sent.get(code) ?? [];
      if (sent.some((save) => save.version >= confirmed && isStored(save, stored))) return [];
      const rows = questions.map((question) =>
        stored.answers.get(answerKey(this.visitor.respondentId, question.code)),
      );
      if (confirmed === 0 && rows.every((row) => !row)) return [];
      const there = rows.map((row) => row?.version ?? 'none').join(', ');
      return [
        `${this.visitor.name}, ${code}: version ${confirmed} was confirmed, stored is ${there}`,
      ];
    });
    const halves = [...this.#actions, ...(this.#open && 'action' in this.#open ? [this.#open] : [])]
      .filter((save) => !actions.includes(save))
      .filter(({ action }) => stored.actions.has(action) || stored.audited.has(action));
    return [...faults, ...[...actions, ...halves].flatMap((save) => faultsOfAction(save, stored))];
  }

  /** Whether what waits for its answer is stored, which is right only when the service was killed. */
  isSavedUnheard(stored: Stored): boolean {
    return this.#open !== null && isStored(this.#open, stored);
  }

  #next(): Save {
    this.#turn += 1;
    if (this.#turn % actionEvery === 0) return actionSave(this.visitor, this.#turn);
    const { dimensions } = questionnaire;
    const dimension = dimensions[this.#turn % dimensions.length] as Dimension;
    const basedOn = this.#versions.get(dimension.code) ?? 0;
    const save = answersSave(this.visitor, dimension, basedOn, this.#noteLength);
    this.#sent.set(dimension.code, [...(this.#sent.get(dimension.code) ?? []), save]);
    return save;
  }

  #confirm(save: Save): void {
    if ('action' in save) this.#actions.push(save);
    else this.#versions.set(save.dimension.code, save.version);
    this.confirmed += 1;
    this.#last = save;
    this.#open = null;
  }
}
