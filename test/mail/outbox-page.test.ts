import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { linked } from '../../src/demonstration/linked.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { mainText, plain, plainText } from '../support/pages.ts';
import { type Service, startService } from '../support/service.ts';

const baseUrl = 'http://127.0.0.1:3000';
const mail = { to: 'maren@hill.example', subject: 'Your link', text: 'Hello' };

let opened: TestDatabase;
let service: Service;
beforeAll(async () => {
  opened = await sqliteDatabase();
});
afterAll(() => opened.remove());
beforeEach(() => {
  service?.server.close();
  service = startService(opened.database);
});
afterAll(() => void service.server.close());

const page = async () => (await service.visitor().get('/outbox').expect(200)).text;

describe('the page of messages in a demonstration', () => {
  test('is led to from every page, and from where a link was asked for', async () => {
    for (const path of ['/', '/sign-in/sent', '/nowhere']) {
      const { text } = await service.visitor().get(path);
      expect(text).toContain('<a href="/outbox">Messages</a>');
    }
    const { text } = await service.visitor().get('/sign-in/sent');
    expect(text).toMatch(/<main[\s\S]*href="\/outbox"[\s\S]*<\/main>/);
  });

  test('says that there are none yet', async () => {
    expect(mainText(await page())).toContain('There are no messages yet.');
  });

  test('shows to whom, what, when and the text, the newest first', async () => {
    service.setTime('2026-07-01T10:00:00Z');
    await service.mail.send({ ...mail, subject: 'First' });
    service.setTime('2026-07-01T11:30:00Z');
    await service.mail.send({ ...mail, subject: 'Second', text: 'One line\n\nAnother' });
    const text = mainText(await page());
    expect(text).toContain('Second To maren@hill.example Sent on 1 July 2026 at 12:30 One line');
    expect(text.indexOf('Second')).toBeLessThan(text.indexOf('First'));
    expect(await page()).toContain('One line\n\nAnother');
  });

  test('is kept by no cache, since links in it work', async () => {
    const { headers } = await service.visitor().get('/outbox');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('shows the newest fifty and says that there were more', async () => {
    for (let at = 0; at < 60; at++) await service.mail.send({ ...mail, subject: `Mail ${at}.` });
    const text = mainText(await page());
    expect(text.match(/Mail \d+\./g)).toHaveLength(50);
    expect(text).toContain('Mail 59.');
    expect(text).not.toContain('Mail 9.');
    expect(text).toContain('These are the newest 50.');
  });

  test('lets nothing in a mail be anything but text', async () => {
    const nasty = `<script>alert(1)</script>"><img src=x onerror=alert(1)> & 'quoted'`;
    await service.mail.send({
      to: nasty,
      subject: nasty,
      text: `${nasty}\n${baseUrl}/a"onclick="x`,
    });
    const html = await page();
    expect(html).not.toMatch(/<script>alert|<img|onclick="x"/);
    expect(plainText(html.match(/<h2[\s\S]*?<\/h2>/g)?.[0] ?? '')).toBe(nasty);
  });

  test('makes links of the addresses of this service alone', async () => {
    const text = [
      `Open ${baseUrl}/sign-in-links/abc_-1.`,
      `Or ${baseUrl}`,
      `Not ${baseUrl}1/x, ${baseUrl}.evil.example/x or ${baseUrl}@evil.example/x`,
      'nor https://evil.example/x or javascript:alert(1)',
    ].join('\n');
    await service.mail.send({ ...mail, text });
    const html = (await page()).match(/<p class="app-note">[\s\S]*?<\/p>/)?.[0] ?? '';
    const links = [...html.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)];
    expect(links.map(([, href, shown]) => [href, shown])).toEqual([
      [`${baseUrl}/sign-in-links/abc_-1`, `${baseUrl}/sign-in-links/abc_-1`],
      [baseUrl, baseUrl],
    ]);
    expect(plain(html.replace(/<[^>]*>/g, ''))).toBe(text);
  });
});

test('cutting a text into links loses nothing', () => {
  for (const text of ['', 'a', `${baseUrl}/a`, ` ${baseUrl}/a?b=c&d ${baseUrl}/x\n\n`, 'http://'])
    expect(
      linked(text, baseUrl)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
});
