import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BrowsedService, describeInBrowser } from '../support/browser.ts';
import { Phone } from '../support/phone.ts';
import { type Packet, type RecordingProxy, recordingProxy } from './recording-proxy.ts';
import { arriving, follow, press, signIn } from './steps.ts';

/** Everything that is answered differently each time, whatever anybody votes. */
function normalised(text: string): string {
  return text
    .replace(/\/vote\/[A-Z0-9]{6}/g, '/vote/CODE')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/device <strong>\d{3}<\/strong>/g, 'device LABEL')
    .replace(/^Date: .*$/gm, 'Date')
    .replace(/Expires=[^;]*/g, 'Expires')
    .replace(/device=[\w-]+/g, 'device=SECRET')
    .replace(/^retry: \d+$/gm, 'retry');
}

/** What a browser was sent up to now, but for scripts and styles, which are the same files. */
function received(proxy: RecordingProxy): readonly string[] {
  return (
    proxy
      .packets()
      .filter(({ asked }) => !asked.includes('/assets/'))
      .map((packet) => normalised(inWords(packet)))
      // Which of its connections a browser uses is its own affair.
      .toSorted()
  );
}

function inWords({ asked, status, headers, body }: Packet): string {
  return [asked.replace(/since=\d+/, 'since=N'), status, ...headers, '', body].join('\n');
}

/** The events of the streams, in order; each names a revision, whose steps are kept. */
function eventsOf(packets: readonly string[]): readonly string[] {
  const streams = packets.filter((text) => text.includes('text/event-stream'));
  return streams.flatMap((text) => text.match(/^(event|data|id): .*$/gm) ?? []);
}

/** The lines of which only one of two browsers received each, as often as it did. */
function differences(one: readonly string[], other: readonly string[]): readonly string[] {
  const lines = (packets: readonly string[]) => packets.flatMap((packet) => packet.split('\n'));
  const left = new Map<string, number>();
  for (const line of lines(one)) left.set(line, (left.get(line) ?? 0) + 1);
  for (const line of lines(other)) left.set(line, (left.get(line) ?? 0) - 1);
  return [...left].filter(([, count]) => count !== 0).map(([line, count]) => `${count}: ${line}`);
}

interface Room {
  readonly presenter: Page;
  /** Browsers of three participants, each behind a proxy that records. */
  readonly browsers: readonly Page[];
  readonly proxies: readonly RecordingProxy[];
  /** The others in the room, who need no browser. */
  readonly others: readonly Phone[];
}

/** A new workshop on the same agenda, with a vote open on its first question. */
async function openRoom(service: BrowsedService): Promise<Room> {
  const presenter = await (await service.open()).newPage();
  await signIn(presenter, 'Gwendolen Achterberg');
  await follow(presenter, /^Workshops/);
  await choosing(presenter, /^Prepare/);
  await press(presenter, 'Start the workshop');
  const code = (await presenter.locator('.app-code').first().innerText()).replace(/\s/g, '');
  const others = Array.from({ length: 4 }, () => new Phone(service.address, code));
  for (const other of others) await other.join('digital');
  const proxies: RecordingProxy[] = [];
  const browsers: Page[] = [];
  for (let at = 0; at < 3; at++) {
    const proxy = await recordingProxy(Number(new URL(service.address).port));
    const context = await service.open({
      baseURL: proxy.address,
      viewport: { width: 320, height: 640 },
    });
    const browser = await context.newPage();
    await browser.goto(`/vote/${code}`);
    await browser.getByRole('radio', { name: 'Clinical' }).check();
    await press(browser, 'Join');
    proxies.push(proxy);
    browsers.push(browser);
  }
  await choosing(presenter, /^Begin/);
  // One change after the other, so that no two become one event by chance.
  for (const browser of browsers) await browser.getByText('The question now').first().waitFor();
  await press(presenter, 'Open the vote');
  for (const browser of browsers) await browser.locator('#vote').waitFor();
  for (const other of others) await other.look();
  return { presenter, browsers, proxies, others };
}

async function voteOn(browser: Page, choice: string): Promise<void> {
  await browser.locator(`input[name=choice][value="${choice}"]`).check();
  await browser.locator('#vote').click();
  await browser.getByText('Your vote is in').first().waitFor();
}

/** Presses a button by how its name begins. */
async function choosing(page: Page, name: RegExp): Promise<void> {
  await arriving(page, () => page.getByRole('button', { name }).first().click());
}

/** Ends what a test began, so that the next can begin anew on the same agenda. */
async function endRoom({ presenter, browsers, proxies }: Room): Promise<void> {
  // Before the workshop ends: what they would do then is not what is looked at here.
  for (const browser of browsers) await browser.context().close();
  for (const proxy of proxies) proxy.close();
  const base = new URL(presenter.url()).pathname.replace(/\/presenter.*/, '');
  await presenter.goto(`${base}/end`);
  await press(presenter, 'End the workshop');
  await presenter.context().close();
}

/**
 * What three browsers receive before the reveal and up to after it: two whose own votes are the
 * same each time, and one that does not vote. The others vote as given.
 */
async function transcripts(service: BrowsedService, pattern: readonly string[]) {
  const room = await openRoom(service);
  const { browsers, proxies, presenter, others } = room;
  const [first, second] = browsers as [Page, Page];
  await voteOn(first, '3');
  for (const [at, choice] of pattern.entries()) await others[at]?.vote(choice);
  await voteOn(second, '2');
  await presenter.getByText('6 of 7').first().waitFor();
  // Long enough for whatever would be told late to have come.
  await presenter.waitForTimeout(1500);
  const before = proxies.map(received);
  await choosing(presenter, /^Reveal/);
  for (const browser of browsers)
    await browser.getByRole('table', { name: 'What the room chose' }).waitFor();
  const after = proxies.map(received);
  await endRoom(room);
  return { before, after };
}

describeInBrowser('What a browser receives before the reveal', (service) => {
  test('is the same to the byte and to the event, whatever the others vote', async () => {
    const first = await transcripts(service(), ['1', '1', '5', '5']);
    const second = await transcripts(service(), ['4', 'dont-know', '2', '3']);
    for (const [phone, packets] of first.before.entries()) {
      const others = second.before[phone] ?? [];
      expect(differences(packets, others)).toEqual([]);
      expect(eventsOf(packets)).toEqual(eventsOf(others));
      expect(packets.length).toBeGreaterThan(4);
      expect(eventsOf(packets).length).toBeGreaterThan(0);
    }
    // What was voted does come to the browsers once it is revealed, so a leak would be seen above.
    for (const [phone, packets] of first.after.entries())
      expect(differences(packets, second.after[phone] ?? [])).not.toEqual([]);
  }, 90_000);
});
