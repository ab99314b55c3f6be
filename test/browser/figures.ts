import type { Page } from 'playwright-core';

/** A value, or the two ends of a range; null where there is none. */
type Value = number | readonly (number | null)[] | null;

/** What the chart of the peers is called, and what it marks; nothing where it is not drawn. */
export function chartOf(page: Page): Promise<{
  readonly label: string | null;
  readonly marks: readonly { readonly name: string; readonly values: readonly Value[] }[];
}> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('[data-chart=peers] canvas');
    if (!canvas) return { label: null, marks: [] };
    const { datasets } = globalThis.Chart.getChart(canvas).data;
    const label = canvas.getAttribute('aria-label');
    const marks = datasets.map(({ label, data }) => ({ name: label, values: data }));
    // What only explains the shades behind them marks nothing.
    return { label, marks: marks.filter(({ values }) => values.length > 0) };
  })()`);
}

/** The numbers of the dimensions in a column of the table of peers, or of pairs of columns. */
export async function columnOf(page: Page, ...names: readonly string[]): Promise<Value[]> {
  const table = page.locator('[data-chart=peers] [data-chart-rows]');
  const heads = await table.getByRole('columnheader').allInnerTexts();
  const rows = await table.locator('tbody tr:not([data-apart])').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator('th, td').allInnerTexts();
      const values = names.map((name) => numberIn(cells[heads.indexOf(name)] ?? ''));
      return names.length === 1 ? (values[0] ?? null) : values;
    }),
  );
}

/** The same in a file: below the column's name, up to what all of them come to. */
export function columnIn(rows: readonly (readonly unknown[])[], name: string): Value[] {
  const head = rows.findIndex((row) => row.includes(name));
  const last = rows.findIndex(([first], at) => at > head && first === 'Overall');
  const column = rows[head]?.indexOf(name) ?? -1;
  return rows.slice(head + 1, last).map((row) => numberIn(String(row[column])));
}

function numberIn(text: string): number | null {
  return /^\d/.test(text) ? Number(text) : null;
}

/** Follows a link to a file to keep. */
export async function download(
  page: Page,
  link: string | RegExp,
): Promise<{ readonly name: string; readonly path: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).first().click();
  const file = await coming;
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** What a page says, each white space as one space. */
export async function said(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}
