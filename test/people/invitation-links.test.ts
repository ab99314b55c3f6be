import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countRefusal, markWithdrawn } from '../../src/people/invitation-store.ts';
import { invite, resend } from '../../src/people/invite.ts';
import { newSecret } from '../../src/people/session.ts';
import { transact } from '../../src/shared/database.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { stage } from '../support/cast.ts';
import { dump, expectCalm, heading, send } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const day = 24 * 60 * 60_000;
const afterDays = (days: number) => new Date(today.getTime() + days * day).toISOString();

let number = 0;
let email: string;

beforeEach(() => {
  number += 1;
  email = `ann${number}@hill.example`;
});

afterEach(() => {
  world.service.setTime(today.toISOString());
  expect(world.service.logged).toEqual([]);
});

async function invited(): Promise<{ id: string; link: string; token: string }> {
  const [id = ''] = await transact(world.database, (transaction) =>
    invite(
      transaction,
      [
        {
          purpose: 'respondent',
          organisationCode: 'RAA',
          assessmentId: world.assessments.hill,
          email,
          name: null,
        },
      ],
      today,
    ),
  );
  await world.service.deliverMail();
  return { id, ...newest() };
}

function newest(): { link: string; token: string } {
  const { text } = world.service.mail.sent.findLast(({ to }) => to === email) ?? { text: '' };
  const [, link = '', token = ''] = text.match(/(\/invitations\/([\w-]{43}))\n/) ?? [];
  return { link, token };
}

const accept = (link: string) =>
  send(world.service.visitor(), link, { address: email, name: 'Ann' });

/** The answer to a link that opens nothing, without what differs between any two. */
async function deadPage(link: string): Promise<string> {
  const pages = [await world.service.visitor().get(link), await accept(link)];
  for (const page of pages) {
    expect(page.status).toBe(404);
    expect(heading(page.text)).toBe('This invitation cannot be used');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['set-cookie']).toBeUndefined();
    expectCalm(world.service, page);
  }
  const [got, sent] = pages.map(({ text }) => text);
  expect(sent).toBe(got);
  return got ?? '';
}

describe('a link that opens nothing', () => {
  test('is answered in the same words, whatever the reason', async () => {
    const never = await deadPage(`/invitations/${newSecret()}`);

    const used = await invited();
    await accept(used.link).expect(303);
    expect(await deadPage(used.link)).toBe(never);

    number += 1000;
    email = `ann${number}@hill.example`;
    const withdrawn = await invited();
    await markWithdrawn(world.database, withdrawn.id, today.toISOString());
    expect(await deadPage(withdrawn.link)).toBe(never);

    number += 1000;
    email = `ann${number}@hill.example`;
    const killed = await invited();
    for (let time = 0; time < 5; time++) await countRefusal(world.database, killed.token);
    expect(await deadPage(killed.link)).toBe(never);

    number += 1000;
    email = `ann${number}@hill.example`;
    const expired = await invited();
    world.service.setTime(afterDays(30));
    expect(await deadPage(expired.link)).toBe(never);
  });

  test.each([
    'x',
    'a'.repeat(42),
    'a'.repeat(44),
    `${'a'.repeat(42)}'`,
    '__proto__',
    '%00',
    '..%2f',
  ])('%s is one of them', async (token) => {
    const { status } = await world.service.visitor().get(`/invitations/${token}`);
    expect(status).toBe(404);
    expect((await accept(`/invitations/${token}`)).status).toBe(404);
  });

  test('to somebody signed in leads to what they have', async () => {
    const { text } = await world.browsers.alice.get(`/invitations/${newSecret()}`).expect(404);
    expect(text).toContain('href="/assessments" role="button"');
  });
});

describe('a link works', () => {
  test('for 30 days, to the millisecond', async () => {
    const { link } = await invited();
    world.service.setTime(new Date(Date.parse(afterDays(30)) - 1).toISOString());
    await accept(link).expect(303);
  });

  test('and as long again from when it is sent once more', async () => {
    const { id, link } = await invited();
    world.service.setTime(afterDays(29));
    await transact(world.database, (transaction) =>
      resend(
        transaction,
        { id, email, assessmentId: world.assessments.hill },
        new Date(afterDays(29)),
      ),
    );
    await world.service.deliverMail();
    expect(newest().link).not.toBe(link);
    world.service.setTime(afterDays(58.9));
    await world.service.visitor().get(newest().link).expect(200);
    world.service.setTime(afterDays(59));
    await deadPage(newest().link);
  });

  test('beside a newer one of the same invitation, until one of them is used', async () => {
    const first = await invited();
    await transact(world.database, (transaction) =>
      resend(transaction, { id: first.id, email, assessmentId: world.assessments.hill }, today),
    );
    await world.service.deliverMail();
    const second = newest();
    await world.service.visitor().get(first.link).expect(200);
    await accept(first.link).expect(303);
    await deadPage(second.link);
    await deadPage(first.link);
  });

  test('for no earlier invitation of the address that was withdrawn and made again', async () => {
    const first = await invited();
    await markWithdrawn(world.database, first.id, today.toISOString());
    const second = await invited();
    expect(second.id).toBe(first.id);
    await deadPage(first.link);
    await accept(second.link).expect(303);
  });
});

describe('the secret of a link', () => {
  test('is nowhere in the database, before and after it is used', async () => {
    const { token, link } = await invited();
    const tables = (await world.database.introspection.getTables()).map(({ name }) => name);
    const everything = () => dump(world.database, tables as (keyof Schema)[]);
    expect(tables).toContain('invitation_link');
    expect(await everything()).not.toContain(token);
    await accept(link).expect(303);
    expect(await everything()).not.toContain(token);
  });

  test('is 256 random bits, another in every mail', async () => {
    const { token } = await invited();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    number += 1000;
    email = `ann${number}@hill.example`;
    expect((await invited()).token).not.toBe(token);
  });

  test('signs nobody in where links to sign in do, and theirs accepts no invitation', async () => {
    const { token, link } = await invited();
    const visitor = world.service.visitor();
    expect((await send(visitor, `/sign-in-links/${token}`, {})).status).toBe(422);
    expect((await visitor.get('/assessments')).status).toBe(303);

    await send(visitor, '/sign-in-links', { email: 'alice@leaders.example', return: '' });
    await world.service.deliverMail();
    const mail = world.service.mail.sent.findLast(({ to }) => to === 'alice@leaders.example');
    const signIn = mail?.text.match(/\/sign-in-links\/([\w-]{43})/)?.[1] ?? '';
    expect(signIn).not.toBe('');
    await deadPage(`/invitations/${signIn}`);
    await send(visitor, `/sign-in-links/${signIn}`, {}).expect(303);
    await accept(link).expect(303);
  });

  test('is no session, and no join code', async () => {
    const { token } = await invited();
    const visitor = world.service.visitor();
    expect((await visitor.get('/assessments').set('Cookie', `session=${token}`)).status).toBe(303);
    expect((await visitor.get(`/join/${token}`)).status).toBe(404);
  });
});

describe('the mail of an invitation', () => {
  test('says what it is for, to whom, how often and until when, with the link on its own line', async () => {
    const { link } = await invited();
    const mail = world.service.mail.sent.at(-1);
    expect(mail).toMatchObject({
      to: email,
      subject: 'Assess digital operations leadership at Hill NHS Trust',
    });
    expect(mail?.text.split('\n')).toContain(`http://127.0.0.1:3000${link}`);
    expect(mail?.text).toContain(
      `It is for ${email} alone, works once, and until 22 December 2026.`,
    );
    expect(mail?.text).not.toMatch(/undefined|null|<|&amp;/);
  });

  test.each([
    ['assessment-lead', 'You are asked to lead the assessment of Hill NHS Trust'],
    ['signatory', 'You are asked to sign off the assessment of Hill NHS Trust'],
    ['facilitator', 'You are asked to facilitate the workshop of Hill NHS Trust'],
    ['icb-analyst', 'You are asked to compare the trusts of Hill NHS Trust'],
    [
      'national-administrator',
      'You are asked to administer Assess your digital operations leadership',
    ],
  ] as const)('to be %s has words of its own', async (purpose, subject) => {
    const organisationCode = purpose === 'national-administrator' ? null : 'RAA';
    const offer = { purpose, organisationCode, assessmentId: null, email, name: 'Ann' };
    await transact(world.database, (transaction) => invite(transaction, [offer], today));
    await world.service.deliverMail();
    expect(world.service.mail.sent.at(-1)).toMatchObject({ to: email, subject });
  });

  test('is not written for a person who was erased meanwhile', async () => {
    const { id } = await invited();
    const before = world.service.mail.sent.length;
    await transact(world.database, (transaction) =>
      resend(transaction, { id, email, assessmentId: world.assessments.hill }, today),
    );
    await world.database
      .updateTable('invitation')
      .set({ email: null })
      .where('id', '=', id)
      .execute();
    await world.service.deliverMail();
    expect(world.service.mail.sent).toHaveLength(before);
  });
});
