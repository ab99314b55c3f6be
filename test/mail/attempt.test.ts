import { describe, expect, test } from '@jest/globals';
import { nextAttempt, troubleOf } from '../../src/mail/attempt.ts';
import { today } from '../support/service.ts';

describe('what a transport reports', () => {
  test.each([
    [
      'an unknown recipient',
      { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' },
      'refused',
    ],
    ['a message it will not have', { code: 'EMESSAGE', responseCode: 554 }, 'refused'],
    ['a refusal without a code', { responseCode: 500 }, 'refused'],
    ['a full mailbox', { code: 'EENVELOPE', responseCode: 452, command: 'RCPT TO' }, 'put-off'],
    ['greylisting', { responseCode: 451 }, 'put-off'],
    ['an address no server is asked about', { code: 'EENVELOPE' }, 'put-off'],
    ['a wrong password', { code: 'EAUTH', responseCode: 535 }, 'ours'],
    ['a greeting that refuses us', { code: 'EPROTOCOL', responseCode: 554 }, 'ours'],
    [
      'a sender it does not like',
      { code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' },
      'ours',
    ],
    ['a connection that closed', { code: 'ECONNECTION', responseCode: 521 }, 'ours'],
    ['no TLS', { code: 'ETLS', responseCode: 502 }, 'ours'],
    ['silence', { code: 'ETIMEDOUT' }, 'ours'],
    ['something unheard of', {}, 'ours'],
  ] as const)('as %s is understood', (_what, error, trouble) => {
    expect(troubleOf(Object.assign(new Error(), error))).toBe(trouble);
  });
});

describe('the next attempt', () => {
  const minutes = (trouble: Parameters<typeof nextAttempt>[0], attempts: number) => {
    const next = nextAttempt(trouble, attempts, today);
    return next && (next.getTime() - today.getTime()) / 60_000;
  };
  const waits = (trouble: Parameters<typeof nextAttempt>[0]) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => minutes(trouble, attempts));

  test('of what is refused does not come', () => {
    expect(new Set(waits('refused'))).toEqual(new Set([null]));
  });

  test('of what is put off comes later and later, for a day and some hours', () => {
    expect(waits('put-off')).toEqual([1, 5, 15, 60, 240, 720, 720, null, null]);
  });

  test('after trouble of ours comes within the hour, for ever', () => {
    expect(waits('ours')).toEqual([1, 5, 15, 60, 60, 60, 60, 60, 60]);
    expect(minutes('ours', 10_000)).toBe(60);
  });
});
