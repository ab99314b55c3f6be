import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { onEachDatabase } from '../support/databases.ts';
import { type Service, startService } from '../support/service.ts';
import { file, importOn, realFiles } from './register.ts';

onEachDatabase('the page of an organisation', (database) => {
  let service: Service;

  beforeAll(async () => {
    service = startService(database());
    expect((await importOn(database(), realFiles)).problems).toEqual([]);
    await database()
      .insertInto('organisation')
      .values({
        code: 'XF1',
        name: 'Made <i>Up</i> ICB',
        kind: 'icb',
        source: 'demo',
        fictional: 1,
      })
      .execute();
  });

  afterAll(() => void service.server.close());

  /** The page as somebody reads it: its words, without the tags. */
  async function words(code: string): Promise<string> {
    const { text } = await service.visitor().get(`/organisations/${code}`).expect(200);
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    return main.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
  }

  test('a trust has its type, region and ICB', async () => {
    const page = await words('RGT');
    expect(page).toContain('NHS trust Cambridge University Hospitals NHS Foundation Trust');
    expect(page).toContain('Code RGT Type Acute Region East of England');
    expect(page).toContain('ICB NHS Central East Integrated Care Board, since 1 April 2026');
    expect(page).not.toContain('Closed');
    expect(page).not.toContain('Fictional');
  });

  test('a trust that has moved has its ICBs now and before', async () => {
    const moved = 'TAH,Sheffield Health Partnership University NHS Foundation Trust,trust';
    await importOn(
      database(),
      [file('organisations', `${moved},mental_health,QWO,North East and Yorkshire,test`)],
      '2026-12-01T09:00:00Z',
    );
    const page = await words('TAH');
    expect(page).toContain('ICB NHS West Yorkshire Integrated Care Board, since 1 December 2026');
    expect(page).toContain(
      'ICB before NHS South Yorkshire Integrated Care Board, from 1 July 2022 to 30 November 2026',
    );
    expect(await words('QWO')).toContain('Sheffield Health Partnership');
    expect(await words('QF7')).not.toContain('Sheffield Health Partnership');
  });

  test('an ambulance trust says that the ICB of its headquarters is not the only one', async () => {
    expect(await words('RRU')).toContain('Ambulance trusts serve several ICBs');
    expect(await words('RGT')).not.toContain('Ambulance trusts');
  });

  test('a closed trust has its dates and what replaced it', async () => {
    const page = await words('R1C');
    expect(page).toContain('Closed on 30 September 2024');
    expect(page).toContain('Opened 1 April 2011 Closed 30 September 2024');
    expect(page).toContain('from 1 July 2022 to 30 September 2024');
    expect(page).toContain(
      'Replaced by Hampshire and Isle of Wight Healthcare NHS Foundation Trust (RW1) on 1 October 2024',
    );
  });

  test('an ICB has what it replaced, and its trusts with links', async () => {
    const page = await words('S1Y5D');
    expect(page).toContain('Integrated care board NHS Central East Integrated Care Board');
    expect(page).toContain(
      'NHS Hertfordshire and West Essex Integrated Care Board (QM7), in part, on 1 April 2026',
    );
    expect(page).toContain('Royal Papworth Hospital NHS Foundation Trust, specialist');
    const { text } = await service.visitor().get('/organisations/S1Y5D');
    expect(text).toContain('href="/organisations/QM7"');
    expect(text).toContain('href="/organisations/RGM"');
  });

  test('an ICB that was split has all that replaced it', async () => {
    const page = await words('QNQ');
    expect(page).toContain('Closed on 31 March 2026');
    for (const code of ['QRL', 'S0E4D', 'S9B9J']) expect(page).toContain(`(${code}), in part`);
    expect(page).not.toContain('Trusts of this ICB');
  });

  test('a fictional organisation is tagged, escaped, and may have nothing around it', async () => {
    const { text } = await service.visitor().get('/organisations/XF1').expect(200);
    expect(text).toContain('Fictional</strong>');
    expect(text).toContain('Made &lt;i&gt;Up&lt;/i&gt; ICB');
    expect(text).toContain('No trusts are recorded for this ICB');
  });

  test.each(['RZZ', 'rgt', 'R', 'RGTRGT', 'R%00T', "R'--", '..%2fRGT', '%F0%9F%98%80'])(
    'there is no page for %s',
    async (code) => {
      const { text } = await service.visitor().get(`/organisations/${code}`).expect(404);
      expect(text).toContain('Page not found');
      expect(service.logged).toEqual([]);
    },
  );
});
