import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import readXlsxFile from 'read-excel-file/node';
import { describeInBrowser } from '../support/browser.ts';
import { compute, endTheCycle } from './afterwards.ts';
import { chartOf, columnIn, columnOf, download, said } from './figures.ts';
import { enter, tabTo } from './keys.ts';
import { follow, heading, press, signIn } from './steps.ts';
import { complaintsOf } from './watch.ts';

journey('From a cycle that is over to benchmarks', true);
journey('From a cycle that is over to benchmarks, without JavaScript', false);

/** Each step begins where the one before it ended. */
function journey(name: string, javaScriptEnabled: boolean): void {
  describeInBrowser(name, (service) => {
    const complaints: string[][] = [];
    let page: Page;

    beforeAll(() => endTheCycle(service()), 180_000);
    afterAll(() => {
      expect(complaints.flat()).toEqual([]);
      expect(service().logged).toEqual([]);
    });

    test('an administrator prepares a release, and sees how far it is', async () => {
      page = await windowOf('Honor Valkenburg');
      await follow(page, 'Administer cycles and appointments');
      await follow(page, /releases of Autumn 2026/);
      await press(page, 'Prepare a release');
      expect(await heading(page)).toBe('Autumn 2026 Release 1 is being computed');
      const [, done, all] = (await said(page)).match(/(\d+) of (\d+) parts are done/) ?? [];
      expect(Number(done)).toBeGreaterThan(0);
      expect(Number(done)).toBeLessThan(Number(all));
    });

    test('the page finds out by itself what would be shown, and no result of any group', async () => {
      await compute(service());
      await page.getByText('Not published yet').waitFor();
      const preview = await said(page);
      expect(preview).toContain('Trusts, survey estimate: ');
      expect(preview).toContain('Trusts: all of England');
      expect(preview).not.toMatch(/\d\.\d|mean\b/i);
    });

    test('nobody sees anything of it until it is published for good', async () => {
      const visitor = await windowOf(null);
      await visitor.goto('/national-tables');
      expect(await said(visitor)).not.toContain('Autumn 2026');
      await follow(page, 'Publish this release');
      expect(await said(page)).toContain('It can never be changed');
      await press(page, 'Publish for good');
      expect(await said(page)).toContain('The release is published');
      await visitor.reload();
      expect(await said(visitor)).toContain('Autumn 2026');
    });

    test('a lead chooses cycle, basis and peers with the keyboard', async () => {
      page = await windowOf('Adaeze Thornbury');
      await follow(page, 'Wyverndale University Hospitals NHS Trust and its peers');
      expect(await said(page)).toContain('What your leaders said independently in Autumn 2026');
      await enter(page, 'Autumn 2025');
      await enter(page, 'Agreed position');
      expect(await said(page)).toContain('agreed and signed off in Autumn 2025');
      await tabTo(page, 'Choose other peers');
      await page.keyboard.press('Enter');
      await enter(page, 'Other trusts of every type');
      expect(await said(page)).toContain('in Autumn 2025, beside other trusts of every type.');
    });

    test('the chart marks what is in the table, and without scripts the table is there', async () => {
      const { label, marks } = await chartOf(page);
      if (!javaScriptEnabled) return expect(marks).toEqual([]);
      const caption = await page.locator('#peers-caption').innerText();
      expect(label).toBe(`${caption} The table below has every number.`);
      expect(marks).toEqual([
        { name: 'Your organisation', values: await columnOf(page, 'Your organisation') },
        { name: 'Peer mean', values: await columnOf(page, 'Peer mean') },
        {
          name: 'Middle half of peers',
          values: await columnOf(page, 'Lower quartile', 'Upper quartile'),
        },
      ]);
    });

    test('a lead takes the same numbers along in files', async () => {
      const means = await columnOf(page, 'Peer mean');
      const csv = await download(page, 'Download it for a spreadsheet (CSV)');
      expect(csv.name).toBe('benchmark-dt008-autumn-2025-agreed.csv');
      const rows = parse(await readFile(csv.path), { bom: true, relax_column_count: true });
      expect(columnIn(rows, 'Peer mean')).toEqual(means);
      const xlsx = await download(page, 'Download it as a workbook (XLSX)');
      expect(xlsx.name).toBe('benchmark-dt008-autumn-2025-agreed.xlsx');
      const [sheet] = await readXlsxFile(xlsx.path);
      expect(columnIn(sheet?.data ?? [], 'Peer mean')).toEqual(means);
    });

    test('an analyst sees the trusts that share, type by type', async () => {
      page = await windowOf('Philippa Strandberg-Okoro');
      await follow(page, /^The trusts of the board/);
      expect(await said(page)).toContain('No trust of the board shares its scores of this cycle');
      await follow(page, 'Spring 2026');
      const matrix = page.getByRole('table', { name: /ambulance trusts share/ });
      expect(await matrix.getByRole('row').count()).toBe(4);
      const { path } = await download(page, /as a file \(CSV\)/);
      const file = await readFile(path, 'utf8');
      for (const name of await matrix.getByRole('rowheader').allInnerTexts())
        expect(file).toContain(name.split('\n')[0]);
    });

    test('everybody reads the national tables', async () => {
      page = await windowOf(null);
      await page.goto('/');
      await follow(page, 'Read the national tables');
      await follow(page, 'National tables of Autumn 2026');
      expect(await heading(page)).toBe('National tables Autumn 2026');
      const means = await page.locator('td[data-label=Mean]').allInnerTexts();
      expect(means.length).toBeGreaterThan(8);
      const { path } = await download(page, /CSV/);
      const rows: Record<string, string>[] = parse(await readFile(path), {
        bom: true,
        columns: true,
      });
      const shown = rows.filter((row) => row.mean_kind === 'exact');
      expect(shown.map((row) => row.mean)).toEqual(means);
    });

    async function windowOf(person: string | null): Promise<Page> {
      const context = await service().open({ javaScriptEnabled, reducedMotion: 'reduce' });
      complaints.push(complaintsOf(context, service().address));
      const opened = await context.newPage();
      if (person) await signIn(opened, person);
      return opened;
    }
  });
}
