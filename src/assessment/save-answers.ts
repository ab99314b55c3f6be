import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import type { AnswerForm } from './answer-form.ts';
import { answersOf, writeAnswers } from './answer-store.ts';
import type { StoredAnswer } from './answers.ts';
import { touchSaved } from './change-store.ts';
import { refusal, refuseWhenEnded } from './ended.ts';
import { deleteKeptForm } from './kept-form-store.ts';
import type { Place } from './place.ts';

/** The same answers were changed in another window since this form was opened. */
export class AnswerConflict extends Problem {
  /** What is stored now, for each answer that was changed in the meantime. */
  readonly stored: readonly StoredAnswer[];

  constructor(stored: readonly StoredAnswer[]) {
    super('conflict', 'These answers were changed in another window since you opened this page.');
    this.stored = stored;
  }
}

/** When a form was saved, and the version that each of its items has now. */
export interface Saved {
  readonly savedAt: string;
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * Saves one form, all of it or nothing. Sending the same form again changes nothing and succeeds;
 * so does saving what is stored already.
 * @param address where the form stands; what was kept of it when a session ended is then settled.
 * @throws Problem "conflict" after submission and "too-late" after closing; AnswerConflict when
 * something else was saved since the person opened the form.
 */
export async function saveAnswers(
  database: Database,
  clock: Clock,
  place: Place,
  { saveId, saves }: Pick<AnswerForm, 'saveId' | 'saves'>,
  address: string,
): Promise<Saved> {
  refuseWhenEnded(place, clock());
  const savedAt = timestamp(clock);
  const versions = new Map(saves.map(({ item, basedOn }) => [item, basedOn + 1]));
  if (saves.length === 0 && !place.keptAt) return { savedAt, versions };
  await transact(database, async (transaction) => {
    if (!(await touchSaved(transaction, place, savedAt))) throw await refusal(transaction, place);
    if (place.keptAt) await deleteKeptForm(transaction, place.respondentId, address);
    const rows = saves.map(({ basedOn, ...save }) => ({
      ...save,
      version: basedOn + 1,
      saveId,
      savedAt,
    }));
    const written = await writeAnswers(transaction, place.respondentId, rows);
    const left = rows.filter(({ item }) => !written.has(item));
    if (left.length === 0) return;

    const stored = await answersOf(
      transaction,
      place,
      left.map(({ item }) => item),
    );
    const conflicts = left.flatMap((mine) => {
      const theirs = stored.get(mine.item);
      // Nothing stored is a form of an erased answer: what it was based on is gone.
      if (!theirs) throw new AnswerConflict([]);
      versions.set(mine.item, theirs.version);
      return saysTheSame(mine, theirs) ? [] : [theirs];
    });
    if (conflicts.length > 0) throw new AnswerConflict(conflicts);
  });
  return { savedAt, versions };
}

/**
 * By content and never by save id: a browser that goes back brings the form as it was, save id and
 * all, and what is changed there then must not be taken for the same form sent twice.
 */
function saysTheSame(mine: StoredAnswer, theirs: StoredAnswer): boolean {
  return (
    mine.answer === theirs.answer &&
    mine.note === theirs.note &&
    mine.noteShared === theirs.noteShared
  );
}
