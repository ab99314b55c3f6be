import { beforeEach, describe, expect, test } from '@jest/globals';
import { claim, sendingStates } from '../../src/mail/store.ts';
import { onEachDatabase } from '../support/databases.ts';
import { insertInvitation, messages, openPostOffice, refusal } from './post-office.ts';

const down = () => refusal({ code: 'ESOCKET' });

onEachDatabase('mail', (database) => {
  beforeEach(async () => {
    await database().deleteFrom('message').execute();
    await database().deleteFrom('invitation').execute();
  });

  /** A mail server that answers as it is told to. */
  function server(answer: Error | null) {
    const told = { answer, tried: 0 };
    const transport = {
      send: async () => {
        told.tried++;
        if (told.answer) throw told.answer;
      },
    };
    return { told, post: openPostOffice(database(), { transport }) };
  }

  /**
   * How long after the start each attempt at the one mail was made, in minutes: as many as asked
   * for, or until none is due. Looks just before each is due as well.
   */
  async function attempts({ told, post }: ReturnType<typeof server>, most: number) {
    const made: number[] = [];
    const start = Date.parse(post.now());
    const due = async () => (await messages(database()))[0]?.due_at;
    for (let next = await due(); next && made.length < most; next = await due()) {
      const instant = Date.parse(next);
      if (made.length > 0) {
        post.moveTo(new Date(instant - 1));
        await post.mailing.deliver();
      }
      expect(told.tried).toBe(made.length);
      post.moveTo(new Date(instant));
      await post.mailing.deliver();
      made.push((instant - start) / 60_000);
      expect(told.tried).toBe(made.length);
    }
    return made;
  }

  test('is sent once, to the address, as its kind says', async () => {
    const { post } = server(null);
    await post.want({ kind: 'results', address: 'one@hill.example' }, {});
    await post.mailing.deliver();
    post.wait(60);
    await post.mailing.deliver();
    expect(post.sent).toEqual([
      { to: 'one@hill.example', subject: 'results', text: 'About results' },
      { to: 'somebody@hill.example', subject: 'reminder', text: 'About reminder' },
    ]);
    const [row] = await messages(database());
    expect(row).toMatchObject({ due_at: null, attempts: 1, failed_at: null });
    expect(row?.sent_at).toBe(row?.created_at);
  });

  describe('while the mail server cannot be reached', () => {
    test('waits 1, 5 and 15 minutes, then tries every hour, and is never given up', async () => {
      const started = server(down());
      await started.post.want({});
      expect(await attempts(started, 10)).toEqual([0, 1, 6, 21, 81, 141, 201, 261, 321, 381]);
      for (let day = 0; day < 20; day++) {
        started.post.wait(24 * 60);
        await started.post.mailing.deliver();
      }
      started.told.answer = null;
      started.post.wait(60);
      await started.post.mailing.deliver();
      expect(started.post.sent).toHaveLength(1);
    });

    test('none of many is lost, and each shows how far it is', async () => {
      const { told, post } = server(down());
      const ids: string[] = [];
      for (let count = 0; count < 45; count++) ids.push(await insertInvitation(database()));
      await post.want(
        ...ids.map((invitationId) => ({ kind: 'invitation' as const, invitationId })),
      );
      const states = async () => new Set((await sendingStates(database(), ids)).values());
      expect(await states()).toEqual(new Set(['waiting']));
      await post.mailing.deliver();
      expect(await states()).toEqual(new Set(['retrying']));
      told.answer = null;
      await post.mailing.deliver();
      expect(post.sent).toEqual([]);
      post.wait(1);
      await post.mailing.deliver();
      expect(await states()).toEqual(new Set(['sent']));
      expect(post.sent).toHaveLength(45);
    });
  });

  test('that is put off is tried for 29 hours, with growing waits, and then given up', async () => {
    const started = server(refusal({ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }));
    const invitationId = await insertInvitation(database());
    await started.post.want({ kind: 'invitation', invitationId });
    expect(await attempts(started, 99)).toEqual([0, 1, 6, 21, 81, 321, 1041, 1761]);
    expect(await sendingStates(database(), [invitationId])).toEqual(
      new Map([[invitationId, 'failed']]),
    );
    const [row] = await messages(database());
    expect(row).toMatchObject({ due_at: null, sent_at: null });
    expect(row?.failed_at).toBe('2026-11-23T15:21:00.000Z');
  });

  test('that is refused for good is given up at once', async () => {
    const started = server(refusal({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }));
    await started.post.want({});
    expect(await attempts(started, 99)).toEqual([0]);
    expect((await messages(database()))[0]).toMatchObject({ due_at: null, sent_at: null });
  });

  test('is tried again when the mail server refuses us and not the mail', async () => {
    const started = server(refusal({ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }));
    await started.post.want({});
    expect(await attempts(started, 4)).toEqual([0, 1, 6, 21]);
  });

  test('that is no longer wanted is neither sent nor given up', async () => {
    const post = openPostOffice(database(), { composer: async () => null });
    const invitationId = await insertInvitation(database());
    await post.want({ kind: 'invitation', invitationId });
    await post.mailing.deliver();
    expect(post.sent).toEqual([]);
    expect((await messages(database()))[0]).toMatchObject({
      due_at: null,
      sent_at: null,
      failed_at: null,
    });
    expect(await sendingStates(database(), [invitationId])).toEqual(new Map());
  });

  test('that cannot be written is tried again, and does not hold up the others', async () => {
    let broken = true;
    const post = openPostOffice(database(), {
      composer: async (_database, { kind }) => {
        if (broken && kind === 'results') throw new Error('A secret of somebody@hill.example');
        return { subject: kind, text: '' };
      },
    });
    await post.want({ kind: 'results' }, { kind: 'reminder' });
    await post.mailing.deliver();
    expect(post.sent.map(({ subject }) => subject)).toEqual(['reminder']);
    const id = (await messages(database()))[0]?.id ?? '';
    expect(post.logged.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ message: id, kind: 'results', msg: 'a mail could not be written' }),
    ]);
    expect(post.logged.join()).not.toMatch(/secret|@|hill/);
    broken = false;
    post.wait(1);
    await post.mailing.deliver();
    expect(post.sent.map(({ subject }) => subject)).toEqual(['reminder', 'results']);
  });

  test('of a server that died before it sent is sent by another after five minutes', async () => {
    const post = openPostOffice(database());
    await post.want({});
    const id = (await messages(database()))[0]?.id ?? '';
    const until = new Date(Date.parse(post.now()) + 5 * 60_000).toISOString();
    expect(await claim(database(), id, post.now(), until)).toMatchObject({ attempts: 1 });
    post.wait(4.9);
    await post.mailing.deliver();
    expect(post.sent).toEqual([]);
    post.wait(0.1);
    await post.mailing.deliver();
    expect(post.sent).toHaveLength(1);
    expect((await messages(database()))[0]).toMatchObject({ attempts: 2, due_at: null });
  });

  test('is claimed for five minutes while it is being sent', async () => {
    let dueMeanwhile: string | null | undefined;
    const post = openPostOffice(database(), {
      transport: {
        send: async () => {
          dueMeanwhile = (await messages(database()))[0]?.due_at;
        },
      },
    });
    await post.want({});
    await post.mailing.deliver();
    expect(Date.parse(dueMeanwhile ?? '') - Date.parse(post.now())).toBe(5 * 60_000);
  });

  test('is sent once though several servers look for it at the same time', async () => {
    const posts = [1, 2, 3].map(() => openPostOffice(database()));
    await posts[0]?.want(
      ...Array.from({ length: 50 }, (_, at) => ({ address: `${at}@x.example` })),
    );
    await Promise.all(posts.map(({ mailing }) => mailing.deliver()));
    const sent = posts.flatMap((post) => post.sent.map(({ to }) => to));
    expect(sent).toHaveLength(50);
    expect(new Set(sent).size).toBe(50);
  });

  test('that somebody sits and waits for goes before what has waited longer', async () => {
    const post = openPostOffice(database());
    await post.want({ kind: 'invitation' }, { kind: 'results' });
    post.wait(1);
    await post.want({ kind: 'sign-in' });
    await post.mailing.deliver();
    expect(post.sent.map(({ subject }) => subject)).toEqual(['sign-in', 'invitation', 'results']);
  });
});
