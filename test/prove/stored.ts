import { connectDatabase, type Database } from '../../src/shared/database.ts';

export interface StoredAnswer {
  readonly answer: string | null;
  readonly note: string | null;
  readonly version: number;
  readonly saveId: string;
}

/** What of that which writers send is in a database. */
export interface Stored {
  /** By answerKey(). */
  readonly answers: ReadonlyMap<string, StoredAnswer>;
  /** The title of each action. */
  readonly actions: ReadonlyMap<string, string>;
  /** In how many lines of the audit each action was added. */
  readonly audited: ReadonlyMap<string, number>;
}

/** By what an answer is found in what is stored. */
export function answerKey(respondentId: string, item: string): string {
  return `${respondentId} ${item}`;
}

/** Reads a database as it is, beside the service that may be using it. */
export async function readStored(url: string): Promise<Stored> {
  return withDatabase(url, async (database) => {
    const answers = await database.selectFrom('answer').selectAll().execute();
    const actions = await database.selectFrom('action').select(['id', 'title']).execute();
    const lines = await database
      .selectFrom('audit')
      .select('subject')
      .where('act', '=', 'add-action')
      .execute();
    const audited = new Map<string, number>();
    for (const { subject } of lines) {
      const { action } = JSON.parse(subject);
      audited.set(action, (audited.get(action) ?? 0) + 1);
    }
    return {
      answers: new Map(
        answers.map(({ respondent_id, item, answer, note, version, save_id: saveId }) => [
          answerKey(respondent_id, item),
          { answer, note, version, saveId },
        ]),
      ),
      actions: new Map(actions.map(({ id, title }) => [id, title])),
      audited,
    };
  });
}

/** Works with a database as it is, without bringing it up to date. */
export async function withDatabase<T>(
  url: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await connectDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}
