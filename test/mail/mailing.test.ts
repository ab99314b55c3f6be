import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { messages, openPostOffice } from './post-office.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await sqliteDatabase();
});
afterAll(() => opened.remove());
beforeEach(async () => {
  await opened.database.deleteFrom('message').execute();
});

/** A mail server that keeps everybody waiting until it is told to accept. */
function slowServer() {
  const waiting: (() => void)[] = [];
  let begun: (() => void) | undefined;
  return {
    transport: {
      send: () =>
        new Promise<void>((accept) => {
          waiting.push(accept);
          begun?.();
        }),
    },
    /** Resolves when it was handed a mail that it has not accepted yet. */
    handed: () =>
      new Promise<void>((resolve) => {
        begun = resolve;
        if (waiting.length > 0) resolve();
      }),
    accept: () => waiting.shift()?.(),
    open: () => waiting.length,
  };
}

test('one mail is sent at a time, however often sending is asked for', async () => {
  const server = slowServer();
  const post = openPostOffice(opened.database, server);
  await post.want({}, {}, {});
  for (let calls = 0; calls < 5; calls++) post.mailing.soon();
  for (let mail = 0; mail < 3; mail++) {
    await server.handed();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.open()).toBe(1);
    server.accept();
  }
  await post.mailing.deliver();
  expect(post.sent).toHaveLength(3);
});

test('what is wanted while others are being sent is sent right after them', async () => {
  const server = slowServer();
  const post = openPostOffice(opened.database, server);
  await post.want({ address: 'first@hill.example' });
  post.mailing.soon();
  await server.handed();
  await post.want({ address: 'second@hill.example' });
  const delivered = post.mailing.deliver();
  server.accept();
  await server.handed();
  server.accept();
  await delivered;
  expect(post.sent.map(({ to }) => to)).toEqual(['first@hill.example', 'second@hill.example']);
});

test('sending soon makes nobody wait, and says in the log what went wrong', async () => {
  const broken = await sqliteDatabase();
  const post = openPostOffice(broken.database);
  await broken.remove();
  expect(post.mailing.soon()).toBeUndefined();
  while (post.logged.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(post.logged[0]).toContain('mails could not be looked for');
  await expect(post.mailing.deliver()).rejects.toThrow();
});

test('many mails are all sent in one go', async () => {
  const post = openPostOffice(opened.database);
  await post.want(...Array.from({ length: 1234 }, () => ({})));
  await post.mailing.deliver();
  expect(post.sent).toHaveLength(1234);
});

test('stopping waits for the mail under way and begins no other', async () => {
  const server = slowServer();
  const post = openPostOffice(opened.database, server);
  await post.want({}, {});
  post.mailing.soon();
  await server.handed();
  let stopped = false;
  const stopping = post.mailing.stop().then(() => {
    stopped = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stopped).toBe(false);
  server.accept();
  await stopping;
  expect(post.sent).toHaveLength(1);
  await post.mailing.deliver();
  expect(post.sent).toHaveLength(1);
  const due = (await messages(opened.database)).filter(({ due_at }) => due_at !== null);
  expect(due).toHaveLength(1);
});
