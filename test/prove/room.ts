import { get } from 'node:http';
import { systemClock } from '../../src/shared/clock.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Place } from './place.ts';
import { send } from './send.ts';
import { withDatabase } from './stored.ts';

/** An open stream of events, as a phone in a workshop has it. */
export interface Listener {
  /** Whether it was ended in order, and was told when to come again. */
  isEnded(): boolean;
}

const code = 'ACDEFH';

/** Opens a workshop of the one assessment of a place, which people can join with their phones. */
export async function prepareRoom({ url }: Place): Promise<void> {
  const at = systemClock().toISOString();
  await withDatabase(url, async (database) => {
    const { id } = await database.selectFrom('assessment').select('id').executeTakeFirstOrThrow();
    const person = await database.selectFrom('person').select('id').executeTakeFirstOrThrow();
    await database
      .insertInto('workshop')
      .values({
        id: newId(),
        assessment_id: id,
        number: 1,
        code,
        pace: 'usual',
        minutes: 120,
        created_at: at,
        created_by: person.id,
        opened_at: at,
      })
      .execute();
  });
}

/** Joins with another phone and listens. @throws Error when that is not let. */
export async function listen(address: string): Promise<Listener> {
  const path = `/vote/${code}`;
  const headers = { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' };
  const welcome = await send(address, { method: 'GET', path, headers });
  const Cookie = welcome.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const joined = await send(address, {
    method: 'POST',
    path: `${path}/participation`,
    headers: { ...headers, Cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'family=operational',
  });
  if (joined.status !== 303) throw new Error(`A phone that joined was answered ${joined.status}`);
  let text = '';
  let isEnded = false;
  await new Promise<void>((resolve, reject) => {
    const asked = get(`${address}${path}/changes`, { agent: false, headers: { Cookie } });
    asked.on('error', reject);
    asked.on('response', (response) => {
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('error', () => {});
      response.on('end', () => (isEnded = response.complete));
      resolve();
    });
  });
  return { isEnded: () => isEnded && /retry: \d+\n\n$/.test(text) };
}
