import type { Database } from '../../src/shared/database.ts';
import { hit } from '../support/hit.ts';
import type { Service } from '../support/service.ts';
import { isVisitor, personId, walkers } from './people.ts';
import { at } from './world.ts';

/** Somebody's session: what their browser sends, and what their forms hold. */
export interface Pass {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** How a request was answered: everything of it by which two answers could be told apart. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  /** Headers and body, without what differs from one request to the next by its nature. */
  readonly text: string;
}

/** Signs everybody in who walks, just now. */
export async function signEverybodyIn(
  service: Service,
  database: Database,
): Promise<Readonly<Record<string, Pass>>> {
  const made: Record<string, Pass> = {};
  for (const walker of Object.keys(walkers)) {
    if (isVisitor(walker)) continue;
    const response = await service
      .visitor()
      .post('/sessions')
      .type('form')
      .send({ person: personId(walker) })
      .expect(303);
    const [cookie = ''] = [response.headers['set-cookie'] ?? []].flat();
    const { csrf_token } = await database
      .selectFrom('session')
      .select('csrf_token')
      .where('person_id', '=', personId(walker))
      .executeTakeFirstOrThrow();
    made[walker] = { cookie: cookie.split(';')[0] ?? '', csrfToken: csrf_token };
  }
  await database.updateTable('session').set({ confirmed_at: at }).execute();
  return made;
}

/** Sends a page's request, or an empty form; each from a network address of its own. */
export async function ask(
  service: Pick<Service, 'server'>,
  pass: Pass | undefined,
  method: string,
  path: string,
): Promise<Answer> {
  const form = new URLSearchParams(pass ? { _csrf: pass.csrfToken } : {});
  const { status, headers, text } = await hit(service, {
    method,
    path,
    ...(method === 'GET' ? {} : { body: String(form) }),
    ...(pass ? { headers: { Cookie: pass.cookie } } : {}),
  });
  const isStream = headers['content-type']?.includes('text/event-stream');
  return {
    status,
    location: headers.location as string | undefined,
    text: isStream ? '' : comparable(headers, withoutPath(text, path)),
  };
}

/** Pages of the signed-out lead back to where they were. */
function withoutPath(text: string, path: string): string {
  return text.replaceAll(encodeURIComponent(path), '').replaceAll(path, '');
}

const different = ['date', 'content-length', 'x-request-id', 'set-cookie', 'location'];

function comparable(headers: NodeJS.Dict<string | string[]>, body: string): string {
  const shown = Object.entries(headers).filter(
    ([name]) => !different.includes(name) && !name.startsWith('ratelimit'),
  );
  return `${JSON.stringify(shown)}\n${body.replace(/name="_csrf" value="[^"]*"/g, '')}`;
}
