import { expect, test } from '@jest/globals';
import { Outbox } from '../../src/mail/outbox.ts';

test('an outbox keeps the newest two hundred mails with the time, oldest first', async () => {
  let now = new Date('2026-11-22T10:00:00Z');
  const outbox = new Outbox(() => now);
  for (let at = 0; at < 250; at++) {
    await outbox.send({ to: 'a@hill.example', subject: `Mail ${at}`, text: 'Text' });
    now = new Date(now.getTime() + 1000);
  }
  expect(outbox.sent).toHaveLength(200);
  expect(outbox.sent[0]).toEqual({
    to: 'a@hill.example',
    subject: 'Mail 50',
    text: 'Text',
    at: '2026-11-22T10:00:50.000Z',
  });
  expect(outbox.sent.at(-1)?.subject).toBe('Mail 249');
});
