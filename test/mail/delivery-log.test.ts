import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { messages, openPostOffice, refusal } from './post-office.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await sqliteDatabase();
});
afterAll(() => opened.remove());
beforeEach(async () => {
  await opened.database.deleteFrom('message').execute();
});

describe('the log', () => {
  test.each([
    ['cannot be reached', { code: 'ESOCKET' }],
    ['puts it off', { code: 'EMESSAGE', responseCode: 452 }],
    ['refuses it', { code: 'EMESSAGE', responseCode: 554 }],
  ])('names a mail by its id and the codes alone when the server %s', async (_what, codes) => {
    const send = async () => {
      throw refusal(codes);
    };
    const post = openPostOffice(opened.database, { transport: { send } });
    await post.want({});
    await post.mailing.deliver();
    expect(post.logged).toHaveLength(1);
    expect(post.logged.join()).not.toMatch(/somebody|hill|@|thank you|About/);
    expect(JSON.parse(post.logged[0] ?? '')).toMatchObject({
      message: (await messages(opened.database))[0]?.id,
      kind: 'reminder',
      ...codes,
    });
  });

  test('says nothing of a mail that was sent or is no longer wanted', async () => {
    const post = openPostOffice(opened.database, {
      composer: async (_database, { kind }) =>
        kind === 'results' ? null : { subject: 'A subject', text: 'A text' },
    });
    await post.want({ kind: 'results' }, { kind: 'reminder' });
    await post.mailing.deliver();
    expect(post.sent).toHaveLength(1);
    expect(post.logged).toEqual([]);
  });
});
