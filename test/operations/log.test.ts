import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createLog, tellableError } from '../../src/operations/log.ts';
import { baseOf, buildWorld, organisations, people, type World } from '../support/cast.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { open, send, tokenOf } from '../support/pages.ts';
import { type Operated, operated } from './operated.ts';

/** Words that could only come from what somebody sent, or is. */
const marks = {
  note: 'Zebranote said in confidence',
  email: 'zebra.mail@hill.example',
  name: 'Zebraname Quill',
  title: 'Zebratitle of operations',
  token: 'zebratokenzebratokenzebratokenzebratokenabc',
  code: 'ZEBRAC',
  query: 'zebraquery',
  agent: 'zebraagent/1.0',
};

let opened: TestDatabase;
let world: World;
let service: Operated;
beforeAll(async () => {
  opened = await sqliteDatabase();
  world = await buildWorld(opened.database);
  await opened.database
    .updateTable('person')
    .set({ name: marks.name, job_title: marks.title, email: marks.email })
    .where('id', '=', people.alice)
    .execute();
  service = await operated(opened.database, [people.alice, people.lena]);
});
afterAll(async () => {
  await service.close();
  await opened.remove();
});

const requests = () =>
  service.lines.map((line) => JSON.parse(line)).filter(({ route }) => route !== undefined);

describe('the log', () => {
  test('has one line for each request, with its id and the pattern of its route', async () => {
    service.lines.length = 0;
    const visitor = service.visitor();
    const answers = [
      await visitor.get(`/invitations/${marks.token}?x=${marks.query}`),
      await visitor.head('/sign-in'),
      await visitor.get(`/${marks.query}`),
    ];
    await untilLogged(3);
    expect(requests().map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/invitations/:token', 404],
      ['HEAD', '/sign-in', 200],
      ['GET', 'none', 404],
    ]);
    expect(requests().map(({ request }) => request)).toEqual(
      answers.map(({ headers }) => headers['x-request-id']),
    );
    for (const { ms } of requests()) expect(ms).toBeGreaterThan(0);
  });

  test('has a line for each way in and out, and for a link that signs nobody in', async () => {
    service.lines.length = 0;
    const alice = await service.as(people.alice);
    await send(alice, '/sessions/end', { _csrf: await tokenOf(alice) });
    const dead = `/sign-in-links/${'x'.repeat(43)}`;
    await service.visitor().post(dead).type('form').send({});
    await untilLogged(3);
    const said = service.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg);
    expect(said.map(({ level, way, msg }) => [level, way, msg])).toEqual([
      [30, 'cast', 'signed in'],
      [30, undefined, 'signed out'],
      [30, 'link', 'a sign-in was refused'],
    ]);
    for (const { request } of said) expect(request).toMatch(/^[\da-f-]{36}$/);
  });

  test('tells nothing of who asked, what they sent, or what the pages said', async () => {
    service.lines.length = 0;
    const alice = await service.as(people.alice);
    const lena = await service.as(people.lena);
    const question = `${baseOf(world)}/questions/A1`;
    const form = await open(alice, question);
    const cookie = form._csrf ?? '';
    await send(alice, question, { ...form, 'A1-answer': '3', 'A1-note': marks.note });
    await send(alice, question, { ...form, 'A1-answer': '9', 'A1-note': marks.note });
    await send(alice, question, { ...form, nonsense: marks.note });
    await send(alice, `${baseOf(world)}/erasure`, { why: marks.note });
    const invitations = `/surveys/${world.assessments.hill}/invitations`;
    await send(lena, invitations, { name: marks.name, email: marks.email });
    const pages = [
      ...[question, `${baseOf(world)}/profile`, `${baseOf(world)}/answers`, '/assessments'],
      ...[invitations, `/surveys/${world.assessments.hill}`, '/outbox', '/sessions', '/account'],
      ...[`/organisations?q=${marks.query}`, `/organisations/${organisations.hill.code}`],
      ...[`/invitations/${marks.token}`, `/sign-in-links/${marks.token}`, `/join/${marks.code}`],
      ...[`/vote/${marks.code}`, `/sign-in?return=/${marks.query}`, '/%E0%A4%A', '/metrics'],
      ...[`/nowhere/${marks.token}`, '/health/ready'],
    ];
    for (const browser of [alice, lena, service.visitor()])
      for (const page of pages) {
        const asked = browser.get(page).set('User-Agent', marks.agent);
        await asked.set('Referer', `https://assess.example/${marks.token}`);
      }
    const visitor = service.visitor();
    await visitor.post('/sign-in-links').type('form').send({ email: marks.email });
    await visitor.post(`/sign-in-links/${marks.token}`).type('form').send({ x: marks.note });
    await visitor.post(`/invitations/${marks.token}`).type('form').send({ name: marks.name });
    await visitor.post('/join').type('form').send({ code: marks.code });
    await visitor.get('/').set('Cookie', `session=${marks.token}`);
    await visitor.get('/').set('Authorization', `Bearer ${marks.token}`);
    await untilLogged(70);

    const log = service.lines.join('');
    for (const mark of Object.values(marks)) expect(log.includes(mark)).toBe(false);
    expect(log.toLowerCase()).not.toContain('zebra');
    expect(log).not.toContain('127.0.0.1');
    expect(cookie.length).toBeGreaterThan(20);
    expect(log).not.toContain(cookie);
    for (const id of Object.values(people)) expect(log).not.toContain(id);
  });

  test('tells nothing that was typed when the fault is ours', async () => {
    const alice = await service.as(people.alice);
    const question = `${baseOf(world)}/questions/A2`;
    const form = await open(alice, question);
    await sql`create trigger broken before insert on answer begin select raise(abort, 'zebra "x"'); end`.execute(
      opened.database,
    );
    service.lines.length = 0;
    const sent = { ...form, 'A2-answer': '3', 'A2-note': marks.note };
    const { status, text } = await send(alice, question, sent);
    await sql`drop trigger broken`.execute(opened.database);
    expect(status).toBe(500);
    const problem = service.lines.map((line) => JSON.parse(line)).find(({ err }) => err);
    expect(text).toContain(problem.reference);
    expect(problem.request).toBe(
      service.lines.map((line) => JSON.parse(line)).find(({ route }) => route)?.request,
    );
    expect(problem.err).toMatchObject({ type: 'SqliteError', code: 'SQLITE_CONSTRAINT_TRIGGER' });
    expect(problem.err.stack.length).toBeGreaterThan(1);
    expect(service.lines.join('')).not.toContain(marks.note);
  });
});

describe('an error in the log', () => {
  test('has nothing that databases and parsers quote', () => {
    const failed = [
      Object.assign(new Error('duplicate key value violates unique constraint "person_email"'), {
        detail: `Key (email)=(${marks.email}) already exists.`,
        code: '23505',
      }),
      new Error(`Key (email)=(${marks.email}) already exists.`),
      new SyntaxError(`Unexpected token 'z', "${marks.note}" is not valid JSON`),
      new Error(`no mailbox for ${marks.email} here`),
      new Error(`link ${marks.token} is used`),
    ];
    const told = failed.map((error) => JSON.stringify(tellableError(error))).join('');
    expect(told.toLowerCase()).not.toContain('zebra');
    expect(tellableError(failed[0]).code).toBe('23505');
    expect(tellableError('zebra')).toEqual({ type: 'string', message: '', stack: [] });
  });

  test('and nothing else either, under the names that personal data has', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const { email, note, token } = marks;
    log.info({ email, note, token, person: { email, address: email }, headers: { a: token } }, 'x');
    expect(lines.join('').toLowerCase()).not.toContain('zebra');
  });

  test('is one line, whatever is in it', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    log.error({ err: new Error('one\n{"level":30}\u2028\r\n') }, 'a\nb');
    expect(
      lines
        .join('')
        .trimEnd()
        .split(/[\r\n]/).length,
    ).toBe(1);
    expect(JSON.parse(lines[0] ?? '').level).toBe(50);
  });
});

async function untilLogged(count: number): Promise<void> {
  const since = performance.now();
  while (requests().length < count && performance.now() - since < 5000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(requests().length).toBeGreaterThanOrEqual(count);
}
