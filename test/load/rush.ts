/**
 * The last evening of a cycle: 60 browsers answer for 200 organisations at once. What was
 * confirmed to anybody has to be in the database afterwards.
 */
import path from 'node:path';
import { insertInBatches } from '../../src/demonstration/store.ts';
import type { Dimension } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion } from '../../src/questionnaire/versions.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { load, type Round } from './load.ts';
import { insertVisitors, newVisitor, questionnaire, signIn, type Visitor } from './people.ts';
import { startCommand, startServer } from './server-process.ts';
import { baseOf, dimensionFields, form, type Step } from './steps.ts';

const clients = 60;
const organisations = 200;
const leaders = 60;

export interface Rush extends Round {
  readonly confirmed: number;
  /** Answers that were confirmed and are not in the database as they were sent. */
  readonly lost: number;
}

export async function rush(folder: string, seconds: number): Promise<Rush> {
  const file = `sqlite:${path.join(folder, 'service.sqlite')}`;
  const visitors = await prepare(file);
  const server = await startServer(startCommand(), { DATA_DIR: folder });
  const confirmed = new Map<string, string>();
  const round = await load(server, answering(visitors, confirmed), seconds, clients);
  await server.stop();
  const database = await openDatabase(file);
  const lost = await countLost(database, confirmed);
  await database.destroy();
  return { ...round, confirmed: confirmed.size, lost };
}

/** Every client takes the next leader, who answers one dimension after the other, and so on. */
function answering(visitors: readonly Visitor[], confirmed: Map<string, string>) {
  let next = 0;
  return () => {
    let sent: readonly [string, string][] = [];
    let visitor: Visitor | undefined;
    let parts: Dimension[] = [];
    return (): Step => {
      // The next request of a client is made when the last one was answered well.
      for (const [answer, level] of sent) confirmed.set(answer, level);
      if (parts.length === 0) {
        visitor = visitors[next++];
        parts = [...questionnaire.dimensions];
      }
      const part = parts.shift();
      if (!visitor || !part) throw new Error('So long a load takes more leaders');
      const { respondentId } = visitor;
      const fields = dimensionFields(part, 0);
      sent = part.questions.map(({ code }) => [
        `${respondentId} ${code}`,
        fields[`${code}-answer`] as string,
      ]);
      return form(visitor, `${baseOf(visitor)}/dimensions/${part.code}`, fields);
    };
  };
}

/** A service with 200 organisations, each with 60 leaders who are signed in and ready to answer. */
async function prepare(file: string): Promise<readonly Visitor[]> {
  const database = await openDatabase(file, 'NORMAL');
  const now = systemClock();
  const day = 24 * 60 * 60 * 1000;
  const cycle = {
    id: newId(),
    name: 'The rush',
    questionnaire_version: latestVersion,
    opens_at: new Date(now.getTime() - day).toISOString(),
    closes_at: new Date(now.getTime() + day).toISOString(),
  };
  const assessments = Array.from({ length: organisations }, (_, position) => ({
    id: newId(),
    cycle_id: cycle.id,
    organisation_code: `RUSH${position}`,
    opened_at: now.toISOString(),
  }));
  // A leader of each organisation in turn, so that clients are never all at one of them.
  const visitors = Array.from({ length: leaders }).flatMap((_, position) =>
    assessments.map(({ id }) => newVisitor('ready', position, id)),
  );
  await database.transaction().execute(async (transaction) => {
    await insertInBatches(transaction, 'cycle', [cycle]);
    await insertInBatches(
      transaction,
      'organisation',
      assessments.map(({ organisation_code: code }) => ({
        code,
        name: `Trust ${code}`,
        kind: 'trust' as const,
        source: 'load',
        fictional: 1 as const,
      })),
    );
    await insertInBatches(transaction, 'assessment', assessments);
    await insertVisitors(transaction, visitors);
  });
  const signedIn = await signIn(database, visitors);
  await database.destroy();
  return signedIn;
}

async function countLost(
  database: Database,
  confirmed: ReadonlyMap<string, string>,
): Promise<number> {
  const rows = await database.selectFrom('answer').selectAll().execute();
  const stored = new Map(rows.map((row) => [`${row.respondent_id} ${row.item}`, row.answer]));
  return [...confirmed].filter(([answer, level]) => stored.get(answer) !== level).length;
}
