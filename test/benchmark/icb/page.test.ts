import { describe, expect, test } from '@jest/globals';
import { insertCatalogue } from '../../../src/benchmark/catalogue/catalogue-store.ts';
import { rowsOf } from '../../people/appointing.ts';
import { mainText, plainText, tableRows } from '../../support/pages.ts';
import { insertCycle, named, release } from './board-rows.ts';
import { boards, pageOf } from './boards.ts';

const world = boards();

/** The tables of the page: the text of each cell. */
const tablesOn = (html: string) => (html.match(/<table[\s\S]*?<\/table>/g) ?? []).map(tableRows);

describe('the page of a board', () => {
  test('says who shares by type, like with like, and a range over those alone', async () => {
    const text = await pageOf(world);
    expect(rowsOf(text, '5 trusts share')).toEqual([
      ['Acute trusts', '3 of 5'],
      ['Mental health trusts', '1 of 1'],
      ['Community trusts', '0 of 1'],
      ['Ambulance trusts', '1 of 1'],
    ]);
    const [, acute] = tablesOn(text);
    expect(acute?.map((row) => row.slice(0, 2))).toEqual([
      ['Trust', 'Accountable ownership'],
      ['RA1 NHS Trust Secured level: 2 Installed Signed off on 10 July 2026', '○ 2.1'],
      ['RA2 NHS Trust Secured level: 2 Installed Signed off on 10 July 2026', '◐ 3.4'],
      ['RA3 NHS Trust Secured level: 2 Installed Signed off on 10 July 2026', '◐ 2.8'],
      ['Range', '2.1 to 3.4'],
    ]);
  });

  test('counts participation over all trusts, of the cycle that is open too', async () => {
    expect(rowsOf(await pageOf(world), 'Trusts of the board that take part')).toEqual([
      ['Belong to the board', '8', '8'],
      ['Have opened an assessment', '7', '1'],
      ['Have closed it', '6', '0'],
      ['Have signed off what they agreed', '6', '0'],
      ['Share their agreed scores with the board', '5', '0'],
    ]);
    expect(mainText(await pageOf(world))).toContain('Autumn 2026 : Open until 31 January 2027.');
  });

  test('counts over a board whose trust is served without headquarters', async () => {
    const text = await pageOf(world, 'bert', '/icbs/QBB');
    expect(rowsOf(text, 'One trust shares')).toEqual([
      ['Acute trusts', '0 of 1'],
      ['Ambulance trusts', '1 of 1'],
    ]);
  });

  test('names gaps that several trusts share, with each of them', async () => {
    const gaps = rowsOf(await pageOf(world), 'Redesigning');
    expect(gaps.map((row) => row.slice(1))).toEqual([
      ['3 of 5', 'RA1 NHS Trust RA2 NHS Trust RA3 NHS Trust'],
      ['2 of 5', 'RA3 NHS Trust RX1 NHS Trust'],
    ]);
  });

  test('says what it is made of, and what it does not show', async () => {
    const text = mainText(await pageOf(world));
    expect(text).toContain(
      'Agreed position, Spring 2026, release 1 of 21 July 2026, questionnaire version 1, method version 1.',
    );
    expect(text).toContain('Anything of the other 3 trusts.');
    expect(text).toContain('A score of the system, a mean or a rank.');
    expect(mainText(await pageOf(world, 'bert', '/icbs/QBB'))).toContain(
      'that needs at least 5 that share, and there is 1.',
    );
  });

  test('leads to the board beside others, to the national tables and to the file', async () => {
    const text = await pageOf(world);
    for (const address of [
      ...['/benchmarks/QAA', '/national-tables'],
      `/icbs/QAA/scores.csv?cycle=${world.spring}`,
    ])
      expect(text).toContain(`href="${address}"`);
  });

  test('is there before any release, and says what will be', async () => {
    const { text } = await world.browsers.anna.get(`/icbs/QAA?cycle=${world.autumn}`).expect(404);
    expect(text).not.toContain('RA1');
    await release(world.database, world.autumn, { 'icb:QAA': [] }, { published: false });
    await world.browsers.anna.get(`/icbs/QAA?cycle=${world.autumn}`).expect(404);
    await world.database
      .updateTable('cycle')
      .set({ releases_on: '2027-03-15' })
      .where('id', '=', world.autumn)
      .execute();
    expect(plainText(await pageOf(world))).toContain('Its results are released on 15 March 2027.');
  });

  test('shows the newest release of the cycle that is chosen', async () => {
    const { id: winter } = await insertCycle(
      world.database,
      'Winter 2025',
      '2025-10-01',
      '2025-12-31',
    );
    await release(world.database, winter, { 'icb:QAA': [named('RA1', [4.8])] });
    expect(mainText(await pageOf(world))).not.toContain('4.8');
    const chosen = await pageOf(world, 'anna', `/icbs/QAA?cycle=${winter}`);
    expect(mainText(chosen)).toContain('Winter 2025 , shown below');
    // Nobody shares it any more: there is no sign-off of that cycle.
    expect(mainText(chosen)).toContain('No trust of the board shares its scores of this cycle');
    expect(mainText(chosen)).not.toContain('4.8');
  });
});

describe('before there is any release', () => {
  const empty = boards({ released: false });

  test('the page says what will be here, and how many take part', async () => {
    const text = await pageOf(empty);
    expect(mainText(text)).toContain('When a cycle has been released');
    expect(rowsOf(text, 'Trusts of the board that take part')[1]).toEqual([
      ...['Have opened an assessment', '1', '7'],
    ]);
    expect(mainText(text)).not.toMatch(/R\w\d NHS Trust/);
    await empty.browsers.anna.get('/icbs/QAA/scores.csv').expect(200);
  });

  test('a cycle counts as soon as it is settled who belongs to the board', async () => {
    const columns = async () =>
      rowsOf(await pageOf(empty), 'Trusts of the board that take part')[0]?.slice(1);
    const { catalogue, id } = await insertCycle(empty.database, 'Now', '2026-11-20', '2026-11-30', {
      frozen: false,
    });
    expect(await columns()).toEqual(['8', '8']);
    await insertCatalogue(empty.database, id, { at: '2026-11-20T00:00:30.000Z', catalogue });
    expect(await columns()).toEqual(['8', '8', '8']);
  });
});
