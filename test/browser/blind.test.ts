import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BrowsedService, describeInBrowser } from '../support/browser.ts';
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

interface Room {
  readonly presenter: Page;
  readonly watched: readonly RecordingProxy[];
  readonly phones: readonly Page[];
}

/** A new workshop on the same agenda, with phones behind proxies that record. */
async function openRoom(service: BrowsedService): Promise<Room> {
  const presenter = await (await service.open()).newPage();
  await signIn(presenter, 'Gwendolen Achterberg');
  await follow(presenter, /^Workshops/);
  await choosing(presenter, /^Prepare/);
  await press(presenter, 'Start the workshop');
  const code = (await presenter.locator('.app-code').first().innerText()).replace(/\s/g, '');
  const { port } = new URL(service.address);
  const watched: RecordingProxy[] = [];
  const phones: Page[] = [];
  for (let at = 0; at < 6; at++) {
    const proxy = await recordingProxy(Number(port));
    const context = await service.open({
      baseURL: proxy.address,
      viewport: { width: 320, height: 640 },
    });
    const phone = await context.newPage();
    await phone.goto(`/vote/${code}`);
    await phone.getByRole('radio', { name: 'Clinical' }).check();
    await press(phone, 'Join');
    watched.push(proxy);
    phones.push(phone);
  }
  await choosing(presenter, /^Begin/);
  // One change after the other, so that no two become one event by chance.
  for (const phone of phones) await phone.getByText('The question now').first().waitFor();
  await press(presenter, 'Open the vote');
  for (const phone of phones) await phone.locator('#vote').waitFor();
  return { presenter, watched, phones };
}

async function voteOn(phone: Page, choice: string): Promise<void> {
  await phone.locator(`input[name=choice][value="${choice}"]`).check();
  await phone.locator('#vote').click();
  await phone.getByText('Your vote is in').first().waitFor();
}

/** Presses a button by how its name begins. */
async function choosing(page: Page, name: RegExp): Promise<void> {
  await arriving(page, () => page.getByRole('button', { name }).first().click());
}

/** Ends what a test began, so that the next can begin anew on the same agenda. */
async function endRoom({ presenter, phones, watched }: Room): Promise<void> {
  const base = new URL(presenter.url()).pathname.replace(/\/presenter.*/, '');
  await presenter.goto(`${base}/end`);
  await press(presenter, 'End the workshop');
  for (const phone of phones) await phone.context().close();
  for (const proxy of watched) await proxy.close();
  await presenter.context().close();
}

/** Two phones whose own votes are the same each time; the others vote as given. */
async function transcripts(service: BrowsedService, pattern: readonly string[]) {
  const room = await openRoom(service);
  const { phones, watched, presenter } = room;
  await voteOn(phones[0] as Page, '3');
  for (const [at, choice] of pattern.entries()) await voteOn(phones[at + 2] as Page, choice);
  await voteOn(phones[1] as Page, '2');

  await presenter.getByText('6 of 6').first().waitFor();
  // Long enough for whatever would be told late to have come.
  await presenter.waitForTimeout(1500);
  const before = watched.slice(0, 2).map(received);
  await choosing(presenter, /^Reveal/);
  for (const phone of phones)
    await phone.getByRole('table', { name: 'What the room chose' }).waitFor();
  const after = watched.slice(0, 2).map(received);
  await endRoom(room);
  return { before, after };
}

describeInBrowser('What a browser receives before the reveal', (service) => {
  test('is the same to the byte and to the event, whatever the others vote', async () => {
    const first = await transcripts(service(), ['1', '1', '5', '5']);
    const second = await transcripts(service(), ['4', 'dont-know', '2', '3']);
    for (const [phone, packets] of first.before.entries()) {
      const others = second.before[phone] ?? [];
      expect(packets).toEqual(others);
      expect(eventsOf(packets)).toEqual(eventsOf(others));
      expect(packets.length).toBeGreaterThan(4);
      expect(eventsOf(packets).length).toBeGreaterThan(0);
    }
    // What was voted does come to the browsers once it is revealed, so a leak would be seen above.
    expect(first.after).not.toEqual(second.after);
  }, 120_000);
});
