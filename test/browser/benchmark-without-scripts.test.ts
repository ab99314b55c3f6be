import { afterAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { said } from './figures.ts';
import { unfold } from './known-page.ts';
import { hrefOf, signIn } from './steps.ts';
import { complaintsOf } from './watch.ts';

/** Who looks at benchmarks, and where. */
const pages: readonly (readonly [person: string | null, address: string])[] = [
  ['Adaeze Thornbury', '/benchmarks/DT008'],
  ['Adaeze Thornbury', '/benchmarks/DT008?basis=agreed&group=kind:trust'],
  ['Adaeze Thornbury', '/benchmarks/DT008?group=icb:DI003'],
  ['Adaeze Thornbury', '/benchmarks/DT008/print'],
  ['Casimir Oyelaran-Webb', '/benchmarks/DT033'],
  ['Leopold Hathersage', '/benchmarks/DI003'],
  ['Philippa Strandberg-Okoro', '/icbs/DI003'],
  [null, '/national-tables'],
  [null, '/peer-groups'],
];

describeInBrowser('With and without scripts', (service) => {
  const complaints: string[][] = [];
  const windows = new Map<string | null, readonly Page[]>();

  afterAll(() => {
    expect(complaints.flat()).toEqual([]);
    expect(service().logged).toEqual([]);
  });

  test.each(pages)('%s reads the same at %s', async (person, address) => {
    const [scripted, plain] = await windowsOf(person);
    expect(await read(scripted as Page, address)).toBe(await read(plain as Page, address));
  });

  test('everybody reads the same national tables', async () => {
    const [scripted, plain] = (await windowsOf(null)) as [Page, Page];
    await scripted.goto('/national-tables');
    const tables = await hrefOf(scripted.getByRole('link', { name: /^National tables of/ }));
    expect(await read(scripted, tables)).toBe(await read(plain, tables));
  });

  /** One with scripts and one without. */
  async function windowsOf(person: string | null): Promise<readonly Page[]> {
    const open = async (javaScriptEnabled: boolean) => {
      const context = await service().open({ javaScriptEnabled });
      complaints.push(complaintsOf(context, service().address));
      const page = await context.newPage();
      if (person) await signIn(page, person);
      return page;
    };
    const opened = windows.get(person) ?? [await open(true), await open(false)];
    windows.set(person, opened);
    return opened;
  }
});

async function read(page: Page, address: string): Promise<string> {
  await page.goto(address);
  await unfold(page);
  return said(page);
}
