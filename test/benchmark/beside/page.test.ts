import { afterEach, describe, expect, test } from '@jest/globals';
import { codeOf, fictionalOrganisations } from '../../../src/demonstration/organisations.ts';
import { demonstration, idOf } from '../../support/demonstration.ts';
import { expectCalm, heading, mainText, tableRows } from '../../support/pages.ts';
import { dimensionNames } from './comparing.ts';

const stage = demonstration();
const large = codeOf('Wyverndale University Hospitals NHS Trust');
const ambulance = codeOf('Thameswold Ambulance Service NHS Trust');
const community = codeOf('Wyverndale Community Health NHS Trust');
const few = codeOf('Ashenford Minds NHS Trust');
const board = codeOf('NHS Wyverndale Integrated Care Board');
const digital = codeOf('The Farwater Digital Care NHS Trust');

const rowNames = [...dimensionNames, 'Overall'];
const level = /^[1-5]\.\d$/;
const mean = /^((below|above) )?[1-5]\.\d$/;
const counts =
  /^Of (\d+) peers: (?:(\d+) clearly lower, (\d+) not distinguishable, (\d+) clearly higher|most (?:clearly lower|not distinguishable|clearly higher))\.$/;

async function page(name: string, address: string): Promise<string> {
  const browser = await stage.as(name);
  const response = await browser.get(`/benchmarks/${address}`).expect(200);
  expectCalm(stage.service, response);
  return response.text;
}

/** The rows of the table of sentences, and of the table of numbers. */
function tablesOf(html: string) {
  const [compared = '', numbers = ''] = html.match(/<table[\s\S]*?<\/table>/g) ?? [];
  return { compared: tableRows(compared), numbers: tableRows(numbers) };
}

/** The three-way counts of a row add up to the number of peers, where they are told apart. */
function peersIn(sentence = ''): number {
  const [, peers, ...ways] = sentence.match(counts) ?? [];
  if (ways[0] !== undefined)
    expect(ways.reduce((all, way) => all + Number(way), 0)).toBe(Number(peers));
  return Number(peers);
}

describe('an organisation beside its peers', () => {
  test('of whom there are twenty shows every column', async () => {
    const html = await page('Saoirse Lindqvist', `${large}?group=type:acute`);
    expect(heading(html)).toMatch('Your organisation and its peers');
    expect(mainText(html)).toContain(
      'What your leaders said independently in Spring 2026, beside other acute trusts.',
    );
    const { compared, numbers } = tablesOf(html);
    const [head, ...rows] = numbers;
    expect(head).toEqual([
      ...['Dimension', 'Your organisation', 'Peer mean', 'Peer median'],
      ...['Lower quartile', 'Upper quartile'],
      ...['Your percentile', 'Percentile between', 'Your quarter'],
    ]);
    expect(rows.map(([name]) => name)).toEqual(rowNames);
    for (const [, sentence] of compared.slice(1)) expect(peersIn(sentence)).toBe(20);
    for (const [, own, average, median, lower, upper, percentile, bounds, quarter] of rows) {
      expect(own).toMatch(level);
      expect(average).toMatch(mean);
      for (const cell of [median, lower, upper]) expect(cell).toMatch(level);
      expect(percentile).toMatch(/^\d+$/);
      expect(bounds).toMatch(/^\d+ and \d+$/);
      expect(quarter).toMatch(/^(second )?(lowest|highest)$/);
    }
  });

  test('of whom there are fewer than eight shows mean and counts, and nothing more', async () => {
    const html = await page('Tobias Amankwah-Reed', `${ambulance}?group=type:ambulance`);
    const { compared, numbers } = tablesOf(html);
    expect(numbers[0]).toEqual(['Dimension', 'Your organisation', 'Peer mean']);
    for (const [, sentence] of compared.slice(1)) expect(peersIn(sentence)).toBeLessThan(8);
    expect(mainText(html)).toContain('Number of peers: 5 to 7 other organisations');
  });

  test.each([
    ['Perpetua Nansen', community],
    ['Ottoline Mbeki-Shaw', digital],
  ])(
    'as %s, stands beside the first group that is large enough, and says why',
    async (name, code) => {
      const html = await page(name, code);
      expect(mainText(html)).toMatch(/Not beside other [^:]*: fewer than five of the others/);
      for (const [, sentence] of tablesOf(html).compared.slice(1))
        expect(peersIn(sentence)).toBeGreaterThanOrEqual(5);
    },
  );

  test('with too few people of its own sees no number at all', async () => {
    const html = await page('Rafferty Boateng-Hale', few);
    const { compared } = tablesOf(html);
    expect(compared.slice(1).map(([name]) => name)).toEqual(rowNames);
    for (const [, sentence] of compared.slice(1))
      expect(sentence).toContain('Not shown: fewer than six people');
    expect(html).not.toMatch(/data-(own|mean)=/);
    expect(mainText(html)).toContain(
      'Too few people answered for your organisation to be compared.',
    );
  });

  test('that is an ICB stands among ICBs', async () => {
    const html = await page('Yevgenia Castellane', board);
    expect(mainText(html)).toContain('beside other integrated care boards.');
    for (const [, sentence] of tablesOf(html).compared.slice(1))
      expect(peersIn(sentence)).toBeGreaterThanOrEqual(5);
  });

  test('shows its own earlier cycle on the same basis, as numbers with what has changed', async () => {
    const html = await page('Saoirse Lindqvist', large);
    const cycles = html.slice(html.indexOf('Earlier cycles'));
    const [head, ...rows] = tableRows(cycles);
    expect(head?.[1]).toBe('Autumn 2025');
    expect(head?.at(-1)).toBe('Since Autumn 2025');
    expect(rows.map(([name]) => name)).toEqual(rowNames);
    for (const row of rows)
      expect(row.at(-1)).toMatch(
        /^(No clear change|(Higher|Lower) by \d\.\d|Cannot be told.*|Not compared)$/,
      );
  });
});

describe('what was agreed', () => {
  test('is shown to the lead, with what each question lacks for its next level', async () => {
    const html = await page('Adaeze Thornbury', `${large}?basis=agreed`);
    expect(mainText(html)).toContain('What your organisation agreed and signed off in Autumn 2025');
    expect(mainText(html)).toMatch(/[A-H]\d [^:]+: from \d \w+ to \d \w+/);
    expect(mainText(html)).not.toContain('probably between');
  });

  test('is not shown to those who answered', async () => {
    const saoirse = await stage.as('Saoirse Lindqvist');
    await saoirse.get(`/benchmarks/${large}?basis=agreed`).expect(404);
  });
});

describe('nobody sees what is not theirs', () => {
  test.each([
    ['Saoirse Lindqvist', large],
    ['Tobias Amankwah-Reed', ambulance],
    ['Perpetua Nansen', community],
    ['Rafferty Boateng-Hale', few],
    ['Yevgenia Castellane', board],
    ['Ottoline Mbeki-Shaw', digital],
    ['Adaeze Thornbury', large],
  ])('the page of %s names no other trust', async (name, code) => {
    const html = mainText(await page(name, code));
    // A board is in the name of the group of its trusts.
    for (const other of fictionalOrganisations)
      if (other.code !== code && other.kind === 'trust') {
        expect(html).not.toContain(other.name);
        expect(html).not.toContain(other.code);
      }
  });

  test('another organisation is not found', async () => {
    const tobias = await stage.as('Tobias Amankwah-Reed');
    for (const code of [large, board, community]) {
      const { text } = await tobias.get(`/benchmarks/${code}`).expect(404);
      expect(text).not.toContain(large);
    }
    await stage.service.visitor().get(`/benchmarks/${large}`).expect(303);
  });
});

describe('results that are not shared', () => {
  const share = (shared_at: string | null, cycle?: string) => {
    const update = stage.database
      .updateTable('assessment')
      .set({ shared_at })
      .where('organisation_code', '=', large);
    return (cycle ? update.where('cycle_id', '=', cycle) : update).execute();
  };

  afterEach(() => share('2026-07-20T00:00:00.000Z'));

  test('show nothing at all', async () => {
    await share(null);
    const html = await page('Saoirse Lindqvist', large);
    expect(mainText(html)).toContain('There is nothing to show yet.');
    expect(html).not.toMatch(/<table|data-own/);
  });

  test('leave the newest cycle that is shared, and nothing of the other', async () => {
    const cycles = await stage.database.selectFrom('cycle').selectAll().execute();
    const newest = cycles.find(({ name }) => name === 'Spring 2026')?.id;
    await share(null, newest);
    const html = await page('Saoirse Lindqvist', large);
    expect(mainText(html)).toContain('independently in Autumn 2025');
    expect(mainText(html)).not.toContain('Spring 2026');
    const saoirse = await stage.as('Saoirse Lindqvist');
    await saoirse.get(`/benchmarks/${large}?cycle=${newest}`).expect(404);
  });
});

describe('somebody whose places differ between cycles', () => {
  const place = (values: object, cycle?: string) => {
    const update = stage.database
      .updateTable('respondent')
      .set(values)
      .where('person_id', '=', idOf('Saoirse Lindqvist'));
    if (!cycle) return update.execute();
    return update
      .where('assessment_id', 'in', ({ selectFrom }) =>
        selectFrom('assessment')
          .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
          .select('assessment.id')
          .where('cycle.name', 'in', [cycle]),
      )
      .execute();
  };
  const withdrawn = { withdrawn_at: '2026-11-22T10:00:00.000Z' };

  afterEach(() => place({ withdrawn_at: null }));

  test('sees the newest of those in which they have one', async () => {
    await place(withdrawn, 'Spring 2026');
    expect(mainText(await page('Saoirse Lindqvist', large))).toContain('in Autumn 2025');
  });

  test('sees nothing yet with a place in the open cycle alone', async () => {
    for (const cycle of ['Autumn 2025', 'Spring 2026']) await place(withdrawn, cycle);
    const html = await page('Saoirse Lindqvist', large);
    expect(mainText(html)).toContain('There is nothing to show yet.');
    expect(html).not.toMatch(/<table|data-own/);
  });

  test('goes on seeing those when the one in the open cycle is withdrawn', async () => {
    await place(withdrawn, 'Autumn 2026');
    expect(mainText(await page('Saoirse Lindqvist', large))).toContain('in Spring 2026');
  });

  test('finds no organisation where all are withdrawn', async () => {
    await place(withdrawn);
    const saoirse = await stage.as('Saoirse Lindqvist');
    await saoirse.get(`/benchmarks/${large}`).expect(404);
  });
});

test('somebody of two organisations finds each of them at home, less what both together would tell', async () => {
  const ottoline = await stage.as('Ottoline Mbeki-Shaw');
  const { text } = await ottoline.get('/assessments').expect(200);
  for (const code of [digital, codeOf('Kestrel Park University Hospitals NHS Trust')]) {
    expect(text).toContain(`href="/benchmarks/${code}"`);
    await ottoline.get(`/benchmarks/${code}`).expect(200);
  }
});
