import { afterEach, describe, expect, test } from '@jest/globals';
import { codeOf, fictionalOrganisations } from '../../src/demonstration/organisations.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { demonstration, idOf } from '../support/demonstration.ts';
import { expectCalm, heading, mainText, tableRows } from '../support/pages.ts';

const stage = demonstration();
const large = codeOf('Wyverndale University Hospitals NHS Trust');
const ambulance = codeOf('Thameswold Ambulance Service NHS Trust');
const community = codeOf('Wyverndale Community Health NHS Trust');
const few = codeOf('Ashenford Minds NHS Trust');
const board = codeOf('NHS Wyverndale Integrated Care Board');
const digital = codeOf('The Farwater Digital Care NHS Trust');

const measures = [
  ...loadQuestionnaire(latestVersion, 'trust').dimensions.map(({ name }) => name),
  'Overall',
];
const level = /^[1-5]\.\d$/;
const mean = /^((below|above) )?[1-5]\.\d$/;
const counts =
  /^Of (\d+) peers: (?:(\d+) clearly lower, (\d+) not distinguishable, (\d+) clearly higher|most (?:clearly lower|not distinguishable|clearly higher))\.$/;

async function page(name: string, code: string): Promise<string> {
  const browser = await stage.as(name);
  const response = await browser.get(`/benchmarks/${code}`).expect(200);
  expectCalm(stage.service, response);
  return response.text;
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
    const html = await page('Saoirse Lindqvist', large);
    expect(heading(html)).toMatch('Your organisation and its peers');
    expect(mainText(html)).toContain('in Spring 2026');
    expect(mainText(html)).toContain('beside other acute trusts. Released on 20 July 2026.');
    const [head, ...rows] = tableRows(html);
    expect(head).toEqual([
      ...['Dimension', 'Compared with peers', 'Your organisation', 'Peer mean', 'Peer median'],
      ...['Middle half of peers', 'Your percentile'],
    ]);
    expect(rows.map(([name]) => name)).toEqual(measures);
    for (const [, sentence, own, average, median, middle, percentile] of rows) {
      expect(peersIn(sentence)).toBe(20);
      expect(own).toMatch(level);
      expect(average).toMatch(mean);
      expect(median).toMatch(level);
      expect(middle).toMatch(/^[1-5]\.\d to [1-5]\.\d$/);
      expect(percentile).toMatch(
        /^\d+ \(between \d+ and \d+\), in the (second )?(lowest|highest) quarter$/,
      );
    }
  });

  test('of whom there are five shows mean and counts, and nothing more', async () => {
    const html = await page('Tobias Amankwah-Reed', ambulance);
    expect(mainText(html)).toContain('beside other ambulance trusts.');
    const [head, ...rows] = tableRows(html);
    expect(head).toEqual(['Dimension', 'Compared with peers', 'Your organisation', 'Peer mean']);
    for (const [, sentence, own, average] of rows) {
      expect(peersIn(sentence)).toBe(5);
      expect(own).toMatch(level);
      expect(average).toMatch(mean);
    }
    expect(mainText(html)).not.toMatch(/percentile;|quarter$/);
  });

  test.each([
    ['Perpetua Nansen', community, 'community trusts'],
    ['Ottoline Mbeki-Shaw', digital, 'digital trusts'],
  ])(
    'as %s, with too few of its type, stands beside all trusts and says so',
    async (name, code, type) => {
      const html = await page(name, code);
      expect(mainText(html)).toContain(
        `Fewer than five other ${type} have results in this cycle, too few to show without giving single organisations away. You are compared with trusts of every type instead.`,
      );
      const [, ...rows] = tableRows(html);
      for (const [, sentence] of rows) expect(peersIn(sentence)).toBe(42);
    },
  );

  test('with too few people of its own sees no number at all', async () => {
    const html = await page('Rafferty Boateng-Hale', few);
    const [, ...rows] = tableRows(html);
    expect(rows.map(([name]) => name)).toEqual(measures);
    for (const [, sentence, own, average] of rows)
      expect([sentence, own, average]).toEqual([
        'Not shown: fewer than six people from at least two groups of roles answered.',
        'Not shown',
        'Not shown',
      ]);
    expect(html).not.toMatch(/data-(own|mean)=/);
    expect(mainText(html)).not.toMatch(/[1-5]\.\d/);
    expect(mainText(html)).toContain(
      'Too few people answered for your organisation to be shown or compared.',
    );
  });

  test('that is near an end of the scale sees a bound, and there no peers and why', async () => {
    await stage.database
      .updateTable('respondent')
      .set({ person_id: idOf('Tobias Amankwah-Reed') })
      .where('id', '=', ({ selectFrom }) =>
        selectFrom('respondent')
          .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
          .select('respondent.id')
          .where('organisation_code', '=', codeOf('Tarn and Calder Ambulance Service NHS Trust'))
          .orderBy('respondent.id')
          .limit(1),
      )
      .execute();
    const html = await page(
      'Tobias Amankwah-Reed',
      codeOf('Tarn and Calder Ambulance Service NHS Trust'),
    );
    const row = tableRows(html).find(([name]) => name === 'Foundations in operational hands');
    expect(row?.slice(1)).toEqual([
      'Not shown: your organisation is so near an end of the scale that only a bound is shown.',
      expect.stringMatching(/^above [1-5]\.\d$/),
      'Not shown',
    ]);
  });

  test('that is an ICB stands among ICBs', async () => {
    const html = await page('Yevgenia Castellane', board);
    expect(mainText(html)).toContain('beside other integrated care boards.');
    for (const [, sentence] of tableRows(html).slice(1)) expect(peersIn(sentence)).toBe(5);
  });
});

describe('what the chart is drawn from', () => {
  test.each([
    ['Saoirse Lindqvist', large],
    ['Tobias Amankwah-Reed', ambulance],
    ['Yevgenia Castellane', board],
  ])('is what the table of %s says', async (name, code) => {
    const html = await page(name, code);
    const [body = ''] = html.match(/<tbody[\s\S]*<\/tbody>/) ?? [];
    const drawn = [...body.matchAll(/<tr([^>]*)>/g)];
    expect(drawn).toHaveLength(measures.length);
    for (const [at, [, attributes = '']] of drawn.entries()) {
      const [, , own, average] = tableRows(html)[at + 1] ?? [];
      const value = (of: string) => attributes.match(new RegExp(`data-${of}="([^"]*)"`))?.[1];
      expect(Number(value('own')).toFixed(1)).toBe(own);
      if (average?.includes(' ')) expect(value('mean')).toBeUndefined();
      else expect(Number(value('mean')).toFixed(1)).toBe(average);
    }
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
  ])('the page of %s names no other organisation', async (name, code) => {
    const html = mainText(await page(name, code));
    for (const other of fictionalOrganisations)
      if (other.code !== code) {
        expect(html).not.toContain(other.name);
        expect(html).not.toContain(other.code);
      }
  });

  test('another organisation is not found', async () => {
    const tobias = await stage.as('Tobias Amankwah-Reed');
    for (const code of [large, board, community]) {
      const { text } = await tobias.get(`/benchmarks/${code}`).expect(404);
      expect(text).not.toContain(codeOf('Wyverndale University Hospitals NHS Trust'));
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

  test('leave the newest cycle that is shared', async () => {
    const cycles = await stage.database.selectFrom('cycle').selectAll().execute();
    await share(null, cycles.find(({ name }) => name === 'Spring 2026')?.id);
    const html = await page('Saoirse Lindqvist', large);
    expect(mainText(html)).toContain('in Autumn 2025');
    for (const [, sentence] of tableRows(html).slice(1)) expect(peersIn(sentence)).toBe(19);
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
  const earlier = ['Autumn 2025', 'Spring 2026'];

  afterEach(() => place({ withdrawn_at: null }));

  test('sees the newest of those in which they have one', async () => {
    await place(withdrawn, 'Spring 2026');
    expect(mainText(await page('Saoirse Lindqvist', large))).toContain('in Autumn 2025');
  });

  test('sees nothing yet with a place in the open cycle alone', async () => {
    for (const cycle of earlier) await place(withdrawn, cycle);
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

test('somebody of two organisations finds each of them at home', async () => {
  const ottoline = await stage.as('Ottoline Mbeki-Shaw');
  const { text } = await ottoline.get('/assessments').expect(200);
  for (const code of [digital, codeOf('Kestrel Park University Hospitals NHS Trust')]) {
    expect(text).toContain(`href="/benchmarks/${code}"`);
    await ottoline.get(`/benchmarks/${code}`).expect(200);
  }
});
