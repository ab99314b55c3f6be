import { beforeEach, expect, test } from '@jest/globals';
import {
  type ClaimedMessage,
  claim,
  countSince,
  dueMessages,
  enqueue,
  forgetOldMessages,
  sendingStates,
  settle,
} from '../../src/mail/store.ts';
import { newId } from '../../src/shared/ids.ts';
import { onEachDatabase } from '../support/databases.ts';
import { insertInvitation, messages } from './post-office.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

onEachDatabase('the queue of mails', (database) => {
  beforeEach(async () => {
    await database().deleteFrom('message').execute();
  });

  async function wanted(minute: number, invitationId?: string): Promise<string> {
    const kind = invitationId ? ('invitation' as const) : ('results' as const);
    const message = { kind, address: 'a@hill.example', invitationId: invitationId ?? null };
    await enqueue(database(), [message], at(minute));
    return (await messages(database())).at(-1)?.id ?? '';
  }

  const claimed = async (id: string, minute: number) =>
    (await claim(database(), id, at(minute), at(minute + 5))) as ClaimedMessage;
  const due = (minute: number, most = 10) => dueMessages(database(), at(minute), most);

  test('gives out what is due, oldest first, and no more than asked for', async () => {
    const [late, early, between] = [await wanted(3), await wanted(1), await wanted(2)];
    expect(await due(0)).toEqual([]);
    expect(await due(2)).toEqual([early, between]);
    expect(await due(5)).toEqual([early, between, late]);
    expect(await due(5, 2)).toEqual([early, between]);
  });

  test('lets one server have a message, and says all about it', async () => {
    const invitationId = await insertInvitation(database());
    await enqueue(
      database(),
      [{ kind: 'invitation', address: 'b@hill.example', invitationId, returnTo: '/somewhere' }],
      at(0),
    );
    const [id = ''] = await due(0);
    expect(await claimed(id, 0)).toEqual({
      id,
      kind: 'invitation',
      address: 'b@hill.example',
      invitationId,
      assessmentId: null,
      returnTo: '/somewhere',
      attempts: 1,
    });
    expect(await claimed(id, 0)).toBeUndefined();
    expect(await claimed(id, 4)).toBeUndefined();
    expect(await claimed(id, 5)).toMatchObject({ attempts: 2 });
    expect(await claimed(newId(), 5)).toBeUndefined();
  });

  test('keeps what the later attempt says when an earlier one comes back', async () => {
    const id = await wanted(0);
    const first = await claimed(id, 0);
    const second = await claimed(id, 5);
    await settle(database(), second, { due_at: null, sent_at: at(6) });
    await settle(database(), first, { due_at: at(7) });
    expect(await due(60)).toEqual([]);
    expect((await messages(database()))[0]).toMatchObject({ due_at: null, sent_at: at(6) });
  });

  test('knows how far the newest mail of each of many invitations is', async () => {
    const ids = [];
    for (let count = 0; count < 5; count++) ids.push(await insertInvitation(database()));
    const [untouched, tried, done, refused, again] = ids as [
      string,
      string,
      string,
      string,
      string,
    ];
    // Somebody is sending it for the first time just now, which says nothing yet.
    await claimed(await wanted(0, untouched), 0);
    await settle(database(), await claimed(await wanted(0, tried), 0), {
      due_at: at(1),
      put_off_at: at(0),
    });
    await settle(database(), await claimed(await wanted(0, done), 0), {
      due_at: null,
      sent_at: at(1),
    });
    const failed = { due_at: null, failed_at: at(1) };
    await settle(database(), await claimed(await wanted(0, refused), 0), failed);
    await settle(database(), await claimed(await wanted(0, again), 0), failed);
    await wanted(2, again);
    // A mail about the invitation that is not the invitation says nothing of it.
    await enqueue(
      database(),
      [{ kind: 'reminder', address: 'a@hill.example', invitationId: done }],
      at(9),
    );
    const strangers = Array.from({ length: 1200 }, newId);
    expect(await sendingStates(database(), [...strangers, ...ids])).toEqual(
      new Map([
        [untouched, 'waiting'],
        [tried, 'retrying'],
        [done, 'sent'],
        [refused, 'failed'],
        [again, 'waiting'],
      ]),
    );
    expect(await sendingStates(database(), [])).toEqual(new Map());
    await database().deleteFrom('message').execute();
  });

  test('counts by kind, address and time', async () => {
    await wanted(0);
    await wanted(10);
    const count = (kind: 'results' | 'sign-in', address: string, minute: number) =>
      countSince(database(), kind, address, at(minute));
    expect(await count('results', 'a@hill.example', -1)).toBe(2);
    expect(await count('results', 'a@hill.example', 0)).toBe(1);
    expect(await count('sign-in', 'a@hill.example', -1)).toBe(0);
    expect(await count('results', 'b@hill.example', -1)).toBe(0);
  });

  test('forgets what is old and done, and nothing that still waits', async () => {
    const [done, waiting, newer] = [await wanted(0), await wanted(0), await wanted(10)];
    for (const id of [done, newer])
      await settle(database(), await claimed(id, 10), { due_at: null });
    await forgetOldMessages(database(), at(10));
    expect((await messages(database())).map(({ id }) => id)).toEqual([waiting, newer]);
  });
});
