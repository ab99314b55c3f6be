import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { assetsPath, serveAsset } from '../../src/shared/assets.ts';
import { serve } from '../../src/shared/http.ts';
import { securityHeaders } from '../../src/shared/security-headers.ts';
import { Streams } from '../../src/shared/streams.ts';
import { until } from '../shared/listening.ts';
import { chromium as executablePath, hasChromium } from '../support/optional.ts';

/** A page that changes with the server, as those of workshops do; nothing else of the service. */
interface State {
  revision: number;
  kind: string;
  parts: Record<string, string>;
  status: string;
  ends: string;
  gone: boolean;
}

const hint = '<p data-live-stale hidden></p>';

(hasChromium ? describe : describe.skip)('A live page', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let server: Server;
  let streams: Streams;
  let address: string;
  let state: State;
  let asked: number;
  let problems: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    state = {
      revision: 1,
      kind: 'question A1',
      parts: { count: 'Nobody has voted', form: `<input id="words">${hint}` },
      status: 'Nobody has voted',
      ends: '',
      gone: false,
    };
    asked = 0;
    problems = [];
    streams = new Streams({ perHolder: 2 });
    server = serve(application());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as { port: number }).port}/page`;
    context = await browser.newContext();
    context.setDefaultTimeout(8000);
    page = await open();
  });
  afterEach(async () => {
    await context.close();
    streams.endAll();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(problems).toEqual([]);
  });

  function application() {
    const app = express();
    app.use(securityHeaders(false));
    app.get('/assets/:fingerprint/:name', serveAsset);
    app.get('/page', (_req, res) => {
      asked++;
      if (state.gone) res.status(410).send('<title>Gone</title><h1>You are out of the room</h1>');
      else res.set('Cache-Control', 'no-store').send(html());
    });
    app.get('/stream', (req, res) => {
      const key = { topic: 'room', browser: 'one', holder: 'one' };
      streams.open(req, res, { ...key, revision: String(state.revision) });
    });
    app.post(
      '/votes',
      (_req, res) => void setTimeout(() => res.send('<h1>Your vote is in</h1>'), 600),
    );
    return app;
  }

  function html(): string {
    const parts = Object.entries(state.parts).map(
      ([name, inner]) => `<div data-live-part="${name}">${inner}</div>`,
    );
    const timer = `<span data-timer-ends="${state.ends}" data-timer-now="${new Date().toISOString()}">soon</span>`;
    return `<!DOCTYPE html><html lang="en-GB"><title>${state.kind}</title>
      <link rel="icon" href="data:,">
      <script type="module" src="${assetsPath}/app.js"></script>
      <script type="module" src="${assetsPath}/live.js"></script>
      <main data-live="/stream" data-live-page="${state.kind}" data-revision="${state.revision}">
        <h1>${state.kind}</h1>${parts.join('')}${state.ends && timer}
        <p role="status" data-live-status>${state.status}</p>
        <form method="post" action="/votes"><button>Vote</button></form>
      </main>`;
  }

  async function open(): Promise<Page> {
    const opened = await context.newPage();
    opened.on('pageerror', ({ message }) => problems.push(message));
    await opened.goto(address);
    await until(() => streams.size > 0);
    return opened;
  }

  function change(change: Partial<State>): void {
    Object.assign(state, { revision: state.revision + 1 }, change);
    streams.changed('room', String(state.revision));
  }

  const shows = (text: string) => page.getByText(text, { exact: true }).first().waitFor();
  const focused = () => page.locator(':focus').getAttribute('id');
  const heading = (text: string) =>
    page.getByRole('heading', { name: text, exact: true }).waitFor();

  test('shows what changed, and leaves the rest as it is', async () => {
    for (const part of await page.locator('[data-live-part]').all())
      await part.evaluate((element) => element.setAttribute('class', 'old'));
    change({ parts: { ...state.parts, count: '3 have voted' } });
    await shows('3 have voted');
    expect(await page.locator('.old').getAttribute('data-live-part')).toBe('form');
  });

  test('follows when another page takes its place', async () => {
    change({ kind: 'question A2' });
    await heading('question A2');
    expect(await page.title()).toBe('question A2');
    change({ gone: true });
    await heading('You are out of the room');
  });

  test('leaves what somebody is typing, and says so once', async () => {
    await page.fill('#words', 'My own words');
    change({ parts: { ...state.parts, form: `<input id="words" value="Other words">${hint}` } });
    await shows(
      'This was changed on another device. Save what you have typed: you will be shown both, and nothing is lost.',
    );
    expect(await page.inputValue('#words')).toBe('My own words');
    expect(await focused()).toBe('words');
    await page.locator('#words').blur();
    change({ parts: { ...state.parts, count: '4 have voted' } });
    await shows('4 have voted');
    expect(await page.inputValue('#words')).toBe('My own words');
  });

  test('shows it once they have left the field without changing it', async () => {
    await page.focus('#words');
    change({ parts: { ...state.parts, form: `<input id="words" value="Other words">${hint}` } });
    await page.locator('[data-live-stale]').waitFor();
    await page.focus('button');
    await page.locator('#words[value="Other words"]').waitFor();
    expect(await page.locator('[data-live-stale]').isHidden()).toBe(true);
  });

  test('replaces a part that is worth nothing once it has changed, whatever was begun in it', async () => {
    const part = (inner: string) => `<div data-live-part="vote" data-live-always>${inner}</div>`;
    change({ parts: { wide: part('<input type="radio" id="three">Three<button>Vote</button>') } });
    await page.reload();
    await page.check('#three');
    change({ parts: { wide: part('<h2>What the room chose</h2>') } });
    await heading('What the room chose');
    expect(await page.locator('#three').count()).toBe(0);
    expect(await page.locator(':focus').getAttribute('data-live-part')).toBe('vote');
  });

  test('does not take a value that is another one each time for a change', async () => {
    const form = (id: string) => `<input type="hidden" value="${id}" data-live-loose><b>Same</b>`;
    change({ parts: { ...state.parts, form: form('1') } });
    await shows('Same');
    await page.locator('b').evaluate((element) => element.setAttribute('class', 'old'));
    change({ parts: { form: form('2'), count: '8 have voted' } });
    await shows('8 have voted');
    expect(await page.locator('b.old').count()).toBe(1);
  });

  test('keeps the focus where it was, in a part that is replaced', async () => {
    change({ parts: { ...state.parts, count: '<button id="more">More</button> of 1' } });
    await page.focus('#more');
    change({ parts: { ...state.parts, count: '<button id="more">More</button> of 2' } });
    await page.getByText('of 2').waitFor();
    expect(await focused()).toBe('more');
  });

  test('has its state read out, calmly', async () => {
    const region = page.locator('[data-live-status]');
    const said = ['Nobody has voted'];
    for (let votes = 1; votes <= 4; votes++) {
      change({ status: `${votes} have voted` });
      await until(() => asked > votes);
    }
    while (said.at(-1) !== '4 have voted') {
      const now = (await region.textContent()) ?? '';
      if (now !== said.at(-1)) said.push(now);
    }
    expect(said).toEqual(['Nobody has voted', '1 have voted', '4 have voted']);
  });

  test('finds what changed while it had no connection', async () => {
    streams.endAll();
    streams = new Streams();
    change({ parts: { ...state.parts, count: '5 have voted' } });
    await shows('5 have voted');
  });

  test('in another window of the browser both are up to date, with one stream', async () => {
    const second = await open();
    await until(() => streams.size === 1);
    change({ parts: { ...state.parts, count: '6 have voted' } });
    const soon = { timeout: 2000 };
    for (const window of [page, second]) await window.getByText('6 have voted').waitFor(soon);
  });

  test('without a stream it asks now and then', async () => {
    await page.route('**/stream*', (route) => route.fulfill({ status: 503 }));
    await page.reload();
    state.parts = { ...state.parts, count: '7 have voted' };
    await shows('7 have voted');
  });

  test('when access ends it asks once more, and shows what the server says', async () => {
    state.gone = true;
    streams.end(() => true);
    await heading('You are out of the room');
  });

  test('does not come between a form and its answer', async () => {
    await page.getByRole('button', { name: 'Vote' }).click({ noWaitAfter: true });
    change({ kind: 'question A2' });
    await heading('Your vote is in');
  });

  test('counts a timer down, and announces when little is left', async () => {
    await page.clock.install();
    change({ kind: 'timed', ends: new Date(Date.now() + 62_000).toISOString() });
    await heading('timed');
    expect(await page.getByRole('timer').textContent()).toMatch(/^01:0[12]$/);
    await page.clock.runFor(500);
    expect(await page.locator('[data-live-status]').textContent()).toBe('Nobody has voted');
    await page.clock.runFor(3000);
    await page.locator('[data-live-status]').getByText('1 minute left').waitFor();
    await page.clock.runFor(60_000);
    await page.locator('[data-live-status]').getByText('Time is up').waitFor();
    expect(await page.getByRole('timer').textContent()).toBe('00:00');
  });
});
