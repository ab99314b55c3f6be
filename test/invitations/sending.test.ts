import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  heading,
  mainText,
  tableRows,
  textarea,
} from '../support/pages.ts';
import { today } from '../support/service.ts';
import {
  checkList,
  everybodyElse,
  invitationsOf,
  invitingTables,
  linkTo,
  sendList,
} from './inviting.ts';

const world = stage();
const base = () => invitationsOf(world);
const rows = () => dump(world.database, invitingTables);
const mails = () => world.service.mail.sent.length;

async function chainOf(assessment: string) {
  return (await readChain(world.database, assessment)).map(({ act, actorId, subject }) => ({
    act,
    actorId,
    subject,
  }));
}

beforeEach(async () => {
  await world.service.deliverMail();
  for (const table of ['message', 'invitation_link', 'invitation'] as const)
    await world.database.deleteFrom(table).execute();
});

afterEach(() => expect(world.service.logged).toEqual([]));

describe('a list that is sent', () => {
  const list = 'ann@hill.example, Ann Ash, COO\nben@hill.example\ncat@hill.example, Cat';

  test('invites everybody on it, and says so', async () => {
    const before = mails();
    const { headers } = await sendList(world.browsers.lena, base(), list).then((response) => {
      expect(response.status).toBe(303);
      return response;
    });
    expect(headers.location).toBe(`${base()}?done=invited`);
    const { text } = await world.browsers.lena.get(String(headers.location)).expect(200);
    expect(mainText(text)).toContain('The invitations are on their way.');
    expect(mainText(text)).toContain('3 people are invited.');
    await world.service.deliverMail();
    expect(mails() - before).toBe(3);
    const after = await world.browsers.lena.get(base());
    expect(tableRows(after.text).slice(1)).toEqual([
      ['ann@hill.example', 'Ann Ash', 'Chief operating officer (COO)', 'Sent'],
      ['ben@hill.example', 'Not given', 'They choose it', 'Sent'],
      ['cat@hill.example', 'Cat', 'They choose it', 'Sent'],
    ]);
  });

  test('keeps the role, its family and the organisation, and one line of the audit', async () => {
    const { hill } = world.assessments;
    const before = (await chainOf(hill)).length;
    await sendList(world.browsers.lena, base(), list);
    const kept = await world.database
      .selectFrom('invitation')
      .select(['email', 'role', 'first_family', 'purpose', 'scope', 'organisation_code'])
      .orderBy('email')
      .execute();
    const common = { purpose: 'respondent', scope: hill, organisation_code: 'RAA' };
    expect(kept).toEqual([
      {
        email: 'ann@hill.example',
        role: 'chief-operating-officer',
        first_family: 'operational',
        ...common,
      },
      { email: 'ben@hill.example', role: null, first_family: null, ...common },
      { email: 'cat@hill.example', role: null, first_family: null, ...common },
    ]);
    expect((await chainOf(hill)).slice(before)).toEqual([
      { act: 'invite', actorId: people.lena, subject: { count: 3 } },
    ]);
  });

  test('writes nothing that was typed into a subject, and no name into a mail', async () => {
    const names = 'ann@hill.example, Bcc: eve%40evil.example, COO\nben@hill.example, Subject: win';
    expect((await sendList(world.browsers.lena, base(), names)).status).toBe(303);
    await world.service.deliverMail();
    for (const { subject, text, to } of world.service.mail.sent.slice(-2)) {
      expect(subject).toBe('Assess digital operations leadership at Hill NHS Trust');
      expect(['ann@hill.example', 'ben@hill.example']).toContain(to);
      expect(text).not.toMatch(/evil|win/);
    }
  });

  test.each(['ann@hill.example%0d%0aBcc: eve@evil.example', 'ann@hill.example\u2028Bcc: x'])(
    'with %j in place of an address invites nobody',
    async (line) => {
      const before = await rows();
      expect((await sendList(world.browsers.lena, base(), line)).status).toBe(422);
      expect(await rows()).toBe(before);
    },
  );

  test('twice, as by a double click, is answered calmly and sends nothing more', async () => {
    await sendList(world.browsers.lena, base(), list);
    await world.service.deliverMail();
    const [before, sent] = [await rows(), mails()];
    const again = await sendList(world.browsers.lena, base(), list.toUpperCase());
    expect([again.status, again.headers.location]).toEqual([303, `${base()}?done=already`]);
    const { text } = await world.browsers.lena.get(`${base()}?done=already`);
    expect(mainText(text)).toContain('Nobody was sent a second invitation.');
    await world.service.deliverMail();
    expect(await rows()).toBe(before);
    expect(mails()).toBe(sent);
  });

  test('many times at once invites everybody once', async () => {
    const before = mails();
    const responses = await Promise.all(
      Array.from({ length: 6 }, () => sendList(world.browsers.lena, base(), list)),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(6).fill(303));
    expect(
      responses.filter(({ headers }) => headers.location === `${base()}?done=invited`),
    ).toHaveLength(1);
    await world.service.deliverMail();
    expect(mails() - before).toBe(3);
  });

  test('with some who were invited in the meantime invites nobody', async () => {
    await sendList(world.browsers.lena, base(), 'ben@hill.example');
    await world.service.deliverMail();
    const before = await rows();
    for (const send of [sendList, checkList]) {
      const { status, text } = await send(world.browsers.lena, base(), list);
      expect(status).toBe(422);
      expect(errorsOn(text).map(([message]) => message)).toEqual([
        'Line 2: this person is invited already (“ben@hill.example”)',
      ]);
      expect(textarea(text, 'people-note')).toBe(list);
    }
    expect(await rows()).toBe(before);
  });

  test('does not care who is invited elsewhere', async () => {
    await sendList(world.browsers.leo, invitationsOf(world, 'dale'), list);
    expect((await sendList(world.browsers.lena, base(), list)).headers.location).toBe(
      `${base()}?done=invited`,
    );
  });

  test('is all or nothing when the database fails in the middle', async () => {
    const before = await rows();
    await world.database.schema.alterTable('audit').renameTo('audit_gone').execute();
    const response = await sendList(world.browsers.lena, base(), list);
    await world.database.schema.alterTable('audit_gone').renameTo('audit').execute();
    expect(response.status).toBe(500);
    expect(textarea(response.text, 'kept')).toBe(list);
    expect(world.service.logged.splice(0)).toHaveLength(1);
    expect(await rows()).toBe(before);
    expect((await sendList(world.browsers.lena, base(), list)).status).toBe(303);
  });

  test('of 500 people is sent in one go', async () => {
    const many = Array.from({ length: 500 }, (_, at) => `p${at}@hill.example, P${at}`).join('\n');
    expect((await sendList(world.browsers.lena, base(), many)).status).toBe(303);
    const { text } = await world.browsers.lena.get(base());
    expect(tableRows(text)).toHaveLength(501);
  });
});

describe('markup in names', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    '</textarea><script>alert(1)</script>',
    '<%= it %>',
    '{{constructor.constructor("alert(1)")()}}',
    'javascript:alert(1)',
    '&lt;b&gt; &amp;',
    '=HYPERLINK("http://evil.example")',
    '💣 Zoë Ñandú 李',
  ];
  const list = corpus.map((name, at) => `p${at}@hill.example\t"${name.replaceAll('"', '""')}"`);

  test('is text on every page that shows them', async () => {
    const { lena } = world.browsers;
    const dangerous = /<script>|<svg|onload=alert\(1\)>|<b>/;
    const check = await checkList(lena, base(), list.join('\n'));
    expect(
      tableRows(check.text)
        .slice(1)
        .map(([, name]) => name),
    ).toEqual(corpus);
    const wrong = await checkList(lena, base(), [...list, '<script>@'].join('\n'));
    expect(textarea(wrong.text, 'people-note')).toBe([...list, '<script>@'].join('\n'));
    await sendList(lena, base(), list.join('\n'));
    const shown = await lena.get(base());
    expect(
      tableRows(shown.text)
        .slice(1)
        .map(([, name]) => name),
    ).toEqual(corpus);
    const pages = [check, wrong, shown];
    for (const [, href] of shown.text.matchAll(/<a href="([^"]*\/invitations\/[0-9a-f-]{36})"/g))
      pages.push(await lena.get(String(href)).expect(200));
    expect(pages).toHaveLength(3 + corpus.length);
    for (const page of pages) {
      expect(page.text.replaceAll(/<script type="module" src="[^"]*"><\/script>/g, '')).not.toMatch(
        dangerous,
      );
      expectCalm(world.service, page);
    }
    expect(shown.text).not.toContain("' autofocus onfocus=alert(1) x='");
  });

  test('is text to the person themselves', async () => {
    await sendList(world.browsers.lena, base(), list.join('\n'));
    await world.service.deliverMail();
    for (const at of corpus.keys()) {
      const link = linkTo(world.service, `p${at}@hill.example`);
      const { text } = await world.service.visitor().get(link).expect(200);
      expect(text).not.toMatch(/<script>|<svg|<b>|" autofocus|' autofocus/);
    }
  });
});

describe('nobody is invited', () => {
  const list = 'ann@hill.example, Ann';

  test('by anybody who does not lead a survey', async () => {
    const before = await rows();
    for (const name of everybodyElse) {
      const browser = world.browsers[name];
      const status = name === 'leo' ? 404 : 403;
      for (const address of [base(), `${base()}/new`])
        expect((await browser.get(address)).status).toBe(status);
      expect((await sendList(browser, base(), list)).status).toBe(status);
      expect((await checkList(browser, base(), list)).status).toBe(status);
    }
    const visitor = world.service.visitor();
    expect((await visitor.get(base())).headers.location).toMatch(/^\/sign-in/);
    const { text } = await visitor
      .post(base())
      .type('form')
      .send({ 'people-note': list })
      .expect(401);
    expect(textarea(text, 'kept')).toBe(list);
    expect(await rows()).toBe(before);
  });

  test.each(['x', '00000000-0000-7000-8000-000000000000', '%00'])(
    'for survey %p',
    async (survey) => {
      const address = `/surveys/${survey}/invitations`;
      for (const page of ['', '/new', '/check'])
        expect((await world.browsers.lena.get(address + page)).status).toBe(404);
      expect((await sendList(world.browsers.lena, address, list)).status).toBe(404);
    },
  );

  test('once the time is over, or the survey was closed before, with the list kept', async () => {
    const { hill } = world.assessments;
    const set = (values: { closes_at?: string | null; closed_at?: string | null }) =>
      world.database.updateTable('assessment').set(values).where('id', '=', hill).execute();
    await set({ closes_at: new Date(today.getTime() - 1).toISOString() });
    await isOver();
    await set({ closes_at: null, closed_at: today.toISOString() });
    await isOver();
    await set({ closes_at: today.toISOString(), closed_at: null });
    expect((await checkList(world.browsers.lena, base(), list)).status).toBe(200);
    await set({ closes_at: null });
  });

  async function isOver(): Promise<void> {
    const { lena } = world.browsers;
    const before = await dump(world.database, ['invitation', 'message', 'audit']);
    for (const send of [sendList, checkList]) {
      const response = await send(lena, base(), list);
      expect(response.status).toBe(409);
      expect(heading(response.text)).toBe('It is too late to change this');
      expect(textarea(response.text, 'kept')).toBe(list);
      expectCalm(world.service, response);
    }
    expect((await lena.get(`${base()}/new`)).status).toBe(409);
    const { text } = await lena.get(base()).expect(200);
    expect(mainText(text)).toContain('The survey has closed');
    expect(text).not.toContain(`${base()}/new`);
    expect(await dump(world.database, ['invitation', 'message', 'audit'])).toBe(before);
  }
});

test.each(['constructor', '__proto__', 'toString', '<script>', ''])(
  'the list shows nothing of ?done=%s',
  async (done) => {
    const { text } = await world.browsers.lena.get(`${base()}?done=${encodeURIComponent(done)}`);
    expect(text).not.toContain('nhsuk-notification-banner');
    if (done) expect(mainText(text)).not.toContain(done);
  },
);
