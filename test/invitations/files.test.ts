import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import { readUpload } from '../../src/shared/upload.ts';
import { baseOf, people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  heading,
  mainText,
  send,
  tableRows,
  textarea,
  tokenOf,
} from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import { invitationsOf, invitingTables } from './inviting.ts';

const world = stage();
const base = () => invitationsOf(world);
const rows = () => dump(world.database, invitingTables);

/** Sends the form with a file, as a browser does. */
async function upload(
  bytes: Uint8Array | string,
  typed = '',
  browser: Agent = world.browsers.lena,
) {
  const before = await rows();
  const response = await browser
    .post(`${base()}/check`)
    .field('_csrf', await tokenOf(browser))
    .field('people-note', typed)
    .attach('file', Buffer.from(bytes), 'leaders.csv');
  expectCalm(world.service, response);
  expect(await rows()).toBe(before);
  return response;
}

const ann = ['ann@hill.example', 'Ann Ash', 'Chief operating officer (COO)'];

describe('a file', () => {
  test.each([
    ['with a header', 'address,name,role\nann@hill.example,Ann Ash,COO\n'],
    ['without one', 'ann@hill.example,Ann Ash,COO'],
    ['with Windows line ends', 'address,name,role\r\nann@hill.example,Ann Ash,COO\r\n'],
    ['with a byte order mark', '\uFEFFaddress,name,role\r\nann@hill.example,Ann Ash,COO'],
    [
      'with semicolons, as Excel writes it in places',
      'address;name;role\r\nann@hill.example;Ann Ash;COO',
    ],
    ['with quotes', '"address","name","role"\n"ann@hill.example","Ann Ash","COO"'],
  ])('%s is read', async (_what, text) => {
    const response = await upload(text);
    expect(response.status).toBe(200);
    expect(tableRows(response.text).slice(1)).toEqual([ann]);
  });

  test('in UTF-8 or in the encoding of Windows is read with its letters', async () => {
    const line = 'zoe@hill.example,Zoë Brontë’s,COO';
    const windows = Buffer.from(line.replace('’', '\u0092'), 'latin1');
    for (const bytes of [Buffer.from(line), windows])
      expect(tableRows((await upload(bytes)).text)[1]?.[1]).toBe('Zoë Brontë’s');
  });

  test('with something wrong is put where it can be corrected', async () => {
    const { status, text } = await upload(
      '\uFEFFaddress,name\r\nann@,Ann\r\nben@hill.example,Ben\r\n',
    );
    expect(status).toBe(422);
    expect(errorsOn(text)).toEqual([
      [
        'Line 2: the email address is not in the correct format, like name@example.com (“ann@,Ann”)',
        '#people-note',
      ],
    ]);
    expect(textarea(text, 'people-note')).toBe('address,name\nann@,Ann\nben@hill.example,Ben');
  });

  test('with control characters is refused line by line', async () => {
    const { text } = await upload(
      'ben@hill.example\nann@hill.example,A\u0000nn\ncat@hill.example,C\u0008',
    );
    expect(errorsOn(text).map(([message]) => message.slice(0, 50))).toEqual([
      'Line 2: there are characters that cannot be shown ',
      'Line 3: there are characters that cannot be shown ',
    ]);
    expect(text).not.toContain('\u0000');
    expect(text).not.toContain('\u0008');
  });

  test.each([
    ['not chosen', ''],
    ['empty', '\uFEFF'],
  ])('that is %s is as if there were none', async (_what, bytes) => {
    const { text } = await upload(bytes);
    expect(errorsOn(text)).toEqual([
      ['Enter at least one email address, or choose a file', '#people-note'],
    ]);
    expect(tableRows((await upload('', 'ann@hill.example')).text)).toHaveLength(2);
  });

  test('beside a typed list is one too many, and what was typed is kept', async () => {
    const { text } = await upload('ben@hill.example', 'ann@hill.example');
    expect(errorsOn(text)).toEqual([['Enter addresses or choose a file, not both', '#file']]);
    expect(textarea(text, 'people-note')).toBe('ann@hill.example');
  });

  test.each([
    ['a new workbook', Buffer.from('504b030414000600', 'hex')],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ])('that is %s is to be saved as CSV', async (_what, bytes) => {
    const { text } = await upload(bytes);
    expect(errorsOn(text)).toEqual([
      ['The file must be CSV. In a spreadsheet, save it as CSV', '#file'],
    ]);
  });

  test('of 200 KB is read, and one byte more is not', async () => {
    const most = 'ann@hill.example'.padEnd(200 * 1024, '\n');
    expect((await upload(most)).status).toBe(200);
    const { status, text } = await upload(`${most}\n`);
    expect(status).toBe(422);
    expect(errorsOn(text)).toEqual([['The file must be 200 KB or smaller', '#file']]);
  });

  test('with markup in it stays text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const { text } = await upload(`address,name\nann@hill.example,"${name}"`);
    expect(text).not.toContain('<img');
    expect(tableRows(text)[1]?.[1]).toBe(name);
  });
});

describe('a form of several parts is refused', () => {
  async function refusedWith(
    status: number,
    act: () => PromiseLike<{ status: number; text: string }>,
  ) {
    const before = await rows();
    const response = await act();
    expect(response.status).toBe(status);
    expectCalm(world.service, response);
    expect(await rows()).toBe(before);
    return response;
  }
  let token: string;
  const form = () => world.browsers.lena.post(`${base()}/check`).field('_csrf', token);

  beforeAll(async () => {
    token = await tokenOf(world.browsers.lena);
  });

  test('when it is a megabyte or more, with the server still there', async () => {
    for (const size of [1_000_000, 20_000_000]) {
      const { text } = await refusedWith(413, () =>
        form().attach('file', Buffer.alloc(size, 'a'), 'a.csv'),
      );
      expect(heading(text)).toBe('What you sent is too large');
    }
    await world.browsers.lena.get(base()).expect(200);
  });

  /** Sends the beginning of a form as it stands; gives back how the answer begins. */
  async function sendRaw(headers: string, chunks: readonly string[]): Promise<string> {
    const { server } = world.service;
    if (!server.listening) await new Promise<void>((ready) => server.listen(0, ready));
    const { port } = server.address() as AddressInfo;
    const signedIn = await send(world.service.visitor(), '/sessions', { person: people.lena });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0];
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST ${base()}/check HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n${headers}\r\n` +
            'Content-Type: multipart/form-data; boundary=b\r\n\r\n',
        );
        for (const chunk of chunks) socket.write(chunk);
      });
      socket.once('data', (data) => {
        resolve(String(data));
        socket.destroy();
      });
      socket.once('error', reject);
      socket.setTimeout(3000, () => socket.destroy(new Error('There is no answer')));
    });
  }
  const begun = '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n';

  test('when it says nothing of its length and never ends', async () => {
    const chunks = [begun, ...Array.from({ length: 40 }, () => 'a'.repeat(50_000))].map(
      (text) => `${text.length.toString(16)}\r\n${text}\r\n`,
    );
    const answer = await sendRaw('Transfer-Encoding: chunked', chunks);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(world.service.logged).toEqual([]);
  });

  test('when its sender goes away in the middle', async () => {
    const app = express();
    app.use(readUpload({ field: 'file', mostBytes: 10, mayUpload: () => true }));
    const ended = new Promise((resolve) => {
      app.use(((problem, _req, _res, _next) => resolve(problem)) satisfies ErrorRequestHandler);
    });
    const server = app.listen(0);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
      const type = 'multipart/form-data; boundary=b';
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\nContent-Type: ${type}\r\n\r\n${begun}`,
        () => setTimeout(() => socket.destroy(), 50),
      );
    });
    const first = await Promise.race([ended, wait(3000, undefined, { ref: false })]);
    server.close();
    expect(first).toMatchObject({ kind: 'malformed' });
  });

  test('when there is a second file, or one in another field', async () => {
    await refusedWith(413, () =>
      form().attach('file', Buffer.from('a'), 'a.csv').attach('file', Buffer.from('b'), 'b.csv'),
    );
    await refusedWith(400, () => form().attach('list', Buffer.from('a'), 'a.csv'));
  });

  test('when there are many fields, or one that is too long', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}`, 'x']));
    await refusedWith(413, () => form().field(many));
    await refusedWith(413, () => form().field('people-note', 'x'.repeat(205_000)));
    await refusedWith(422, () => form().field('n'.repeat(1000), 'x'));
    await refusedWith(422, () => form().field('other', 'x'));
    await refusedWith(422, () => form().field('people-note', 'a').field('people-note', 'b'));
    await refusedWith(422, () => form().field('__proto__', 'x').field('people-note', '@'));
  });

  test.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    [
      'that does not end',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
    ],
    ['that is something else', 'multipart/form-data; boundary=b', 'people-note=x'],
    [
      'with a broken header',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition\r\n\r\nx\r\n--b--',
    ],
  ])('when it is one %s', async (_what, type, body) => {
    const before = await rows();
    const { status } = await world.browsers.lena
      .post(`${base()}/check`)
      .set('Content-Type', type)
      .send(body);
    expect([400, 403]).toContain(status);
    expect(await rows()).toBe(before);
    expect(world.service.logged).toEqual([]);
  });

  test('when its token is missing or wrong, with the list kept', async () => {
    for (const wrong of ['', 'x'.repeat(43)]) {
      const { text } = await refusedWith(403, () =>
        world.browsers.lena
          .post(`${base()}/check`)
          .field('_csrf', wrong)
          .field('people-note', 'ann@hill.example'),
      );
      expect(textarea(text, 'kept')).toBe('ann@hill.example');
    }
  });

  test('when it comes from another site', async () => {
    await refusedWith(403, () => form().set('Sec-Fetch-Site', 'cross-site'));
  });

  test('when nobody is signed in, without reading it', async () => {
    const { text } = await refusedWith(401, () =>
      world.service
        .visitor()
        .post(`${base()}/check`)
        .field('people-note', 'ann@hill.example')
        .attach('file', Buffer.from('a'), 'a.csv'),
    );
    expect(mainText(text)).not.toContain('ann@hill.example');
  });

  test('when it is sent to any other address', async () => {
    const _csrf = await tokenOf(world.browsers.lena);
    for (const address of [base(), `${base()}/new`, `${baseOf(world)}/notice`, '/sessions/end'])
      await refusedWith(403, () =>
        world.browsers.lena
          .post(address)
          .field('_csrf', _csrf)
          .field('people-note', 'a@hill.example'),
      );
  });

  test('when it is sent by somebody who leads no survey, or another one', async () => {
    for (const [name, status] of [
      ['alice', 403],
      ['leo', 404],
    ] as const) {
      const browser = world.browsers[name];
      const _csrf = await tokenOf(browser);
      await refusedWith(status, () =>
        browser
          .post(`${base()}/check`)
          .field('_csrf', _csrf)
          .field('people-note', 'a@hill.example'),
      );
    }
  });
});
