import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { troubleOf } from '../../src/mail/attempt.ts';
import { smtpTransport } from '../../src/mail/smtp.ts';
import { type SmtpServer, startSmtpServer } from './smtp-server.ts';

const mail = {
  to: 'maren@hill.example',
  subject: 'Your link to sign in',
  text: 'Open this:\n\nhttps://assess.example/sign-in-links/x\n',
};
const from = 'Assess <no-reply@assess.example>';

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.close());

const transport = (url = `smtp://127.0.0.1:${server.port}`) => smtpTransport({ url, from });
const send = async (values: Partial<typeof mail> = {}) =>
  (await transport()).send({ ...mail, ...values });
const received = () => {
  expect(server.received).toHaveLength(1);
  return server.received[0] as (typeof server.received)[number];
};
const header = (name: string) => received().headers.get(name);

/** What a transport could not send, as mail understands it. */
async function trouble(sending: Promise<void>) {
  const error: unknown = await sending.then(
    () => 'accepted',
    (reason: unknown) => reason,
  );
  expect(error).not.toBe('accepted');
  return troubleOf(error);
}

describe('a mail over SMTP', () => {
  test('comes as plain text that says it was made by a program', async () => {
    await send();
    expect(received()).toMatchObject({
      from: 'no-reply@assess.example',
      to: ['maren@hill.example'],
      text: mail.text,
    });
    expect(header('from')).toEqual(['Assess <no-reply@assess.example>']);
    expect(header('to')).toEqual(['maren@hill.example']);
    expect(header('subject')).toEqual(['Your link to sign in']);
    expect(header('auto-submitted')).toEqual(['auto-generated']);
    expect(header('content-type')?.[0]).toMatch(/^text\/plain; charset=utf-8/);
    expect(header('x-mailer')).toBeUndefined();
    expect(header('message-id')?.[0]).toMatch(/@assess\.example>$/);
  });

  test('keeps long links, dots at the start of lines and letters of any kind', async () => {
    const link = `https://assess.example/sign-in-links/${'Ab-_9'.repeat(40)}`;
    const text = `Ysbyty Tŷ'r Meddyg – £5\n.\n..two\n${link}\nFrom here = there\n`;
    await send({ text });
    expect(received().text).toBe(text);
  });

  test.each([
    ['a line end', 'Results of Hill\r\nBcc: evil@evil.example'],
    ['a bare line feed', 'Results of Hill\nBcc: evil@evil.example'],
    ['a bare carriage return', 'Results of Hill\rBcc: evil@evil.example'],
    ['a separator that is a line end to some', 'Results of Hill\u2028Bcc: evil@evil.example'],
    ['an empty line', 'Results of Hill\r\n\r\nAnother text'],
  ])(
    'whose subject has a name with %s in it has no other header and no other text',
    async (_what, subject) => {
      await send({ subject });
      expect(header('bcc')).toBeUndefined();
      expect(header('subject')).toHaveLength(1);
      expect(received().to).toEqual([mail.to]);
      expect(received().text).toBe(mail.text);
      expect(server.commands.filter((line) => line.startsWith('RCPT'))).toHaveLength(1);
    },
  );

  test.each([
    'maren@hill.example, evil@evil.example',
    'maren@hill.example\r\nRCPT TO:<evil@evil.example>',
    'maren@hill.example> <evil@evil.example',
    'group: evil@evil.example;',
  ])('goes to nobody else for the address %j', async (to) => {
    await send({ to }).catch(() => {});
    const recipients = server.commands.filter((line) => /^RCPT/i.test(line));
    expect(recipients.filter((line) => /<evil@evil\.example>/.test(line))).toEqual([]);
    for (const { to: reached } of server.received)
      expect(reached).not.toContain('evil@evil.example');
  });
});

describe('the mail server', () => {
  test('is told who we are when the address says so', async () => {
    const url = `smtp://us%40assess.example:p%2Fw@localhost:${server.port}`;
    await (await transport(url)).send(mail);
    const credentials = Buffer.from('\0us@assess.example\0p/w').toString('base64');
    expect(server.commands).toContain(`AUTH PLAIN ${credentials}`);
    expect(server.received).toHaveLength(1);
  });

  test('is told nothing without TLS, unless it is on this machine', async () => {
    // An address that leads here without saying so.
    const url = `smtp://us:secret@0.0.0.0:${server.port}`;
    expect(await trouble((await transport(url)).send(mail))).toBe('ours');
    expect(server.commands.map((line) => line.split(' ')[0])).not.toContain('AUTH');
    expect(server.commands.map((line) => line.split(' ')[0])).not.toContain('MAIL');
  });

  test('is spoken to in TLS from the start with smtps', async () => {
    server.answers.set('greeting', '220 no TLS here');
    const url = `smtps://127.0.0.1:${server.port}`;
    expect(await trouble((await transport(url)).send(mail))).toBe('ours');
    expect(server.received).toEqual([]);
    expect(server.commands.join()).not.toContain('EHLO');
  });

  test.each([
    ['RCPT', '550 5.1.1 no such user', 'refused'],
    ['RCPT', '451 4.7.1 come back later', 'put-off'],
    ['.', '554 5.7.1 not this', 'refused'],
    ['.', '452 4.2.2 mailbox full', 'put-off'],
    ['MAIL', '550 not from you', 'ours'],
    ['AUTH', '535 5.7.8 who are you', 'ours'],
    ['greeting', '554 not today', 'ours'],
    ['greeting', '421 too busy', 'ours'],
  ])('that answers %s with %s is understood', async (command, answer, expected) => {
    server.answers.set(command, answer);
    const url = `smtp://us:secret@127.0.0.1:${server.port}`;
    expect(await trouble((await transport(url)).send(mail))).toBe(expected);
    expect(server.received).toEqual([]);
  });

  test('that is not there is trouble of ours', async () => {
    const { port } = server;
    await server.close();
    server = await startSmtpServer();
    const gone = await transport(`smtp://127.0.0.1:${port}`);
    expect(await trouble(gone.send(mail))).toBe('ours');
  });

  test('that says nothing is given up after ten seconds', async () => {
    server.silent = true;
    const began = performance.now();
    expect(await trouble(send())).toBe('ours');
    expect(performance.now() - began).toBeGreaterThan(9_000);
    expect(performance.now() - began).toBeLessThan(15_000);
  }, 20_000);
});
