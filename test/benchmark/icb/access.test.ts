import { describe, expect, test } from '@jest/globals';
import { heading, mainText } from '../../support/pages.ts';
import { appoint, people } from './board-rows.ts';
import { boards, pageOf } from './boards.ts';

const world = boards();
const addresses = ['/icbs/QAA', '/icbs/QAA/scores.csv'];

describe('the trusts of a board are seen', () => {
  test('by the analyst of the board', async () => {
    const text = await pageOf(world);
    expect(heading(text)).toBe('NHS Vale Integrated Care Board The trusts of the board');
    await world.browsers.anna.get('/icbs/QAA/scores.csv').expect(200);
  });

  test.each(addresses)('not by the analyst of another board: %s', async (address) => {
    const { text } = await world.browsers.bert.get(address).expect(404);
    expect(text).not.toContain('RA1');
  });

  test.each(addresses)('not by who leads a trust or administers: %s', async (address) => {
    for (const name of ['lena', 'nora'] as const)
      expect((await world.browsers[name].get(address).expect(403)).text).not.toContain('RA2');
  });

  test.each(addresses)('not by who is signed out: %s', async (address) => {
    const { headers } = await world.service.visitor().get(address).expect(303);
    expect(headers.location).toContain('/sign-in');
  });

  test.each([
    ...['/icbs/QZZ', '/icbs/RA1', '/icbs/qaa', '/icbs/Q', '/icbs/QAA%00', '/icbs/%2e%2e'],
    ...['/icbs/QAA?cycle=', '/icbs/QAA?cycle=x', '/icbs/QAA?cycle=a&cycle=b'],
    `/icbs/QAA?cycle=${people.anna}`,
    `/icbs/QAA/scores.csv?cycle=${people.anna}`,
    `/icbs/QAA?cycle=${'9'.repeat(3000)}`,
  ])('at an address that names one, and not at %s', async (address) => {
    await world.browsers.anna.get(address).expect(404);
    expect(world.service.logged).toEqual([]);
  });

  test('not for the code of a trust, even by who was once appointed to it as analyst', async () => {
    await appoint(world.database, 'bert', 'icb-analyst', 'RA1');
    await world.browsers.bert.get('/icbs/RA1').expect(404);
  });

  test('not by the analyst of one board who leads the assessment of another', async () => {
    await appoint(world.database, 'anna', 'assessment-lead', 'QBB');
    for (const address of ['/icbs/QBB', '/icbs/QBB/scores.csv'])
      await world.browsers.anna.get(address).expect(404);
  });

  test('no longer with the request after the appointment has ended', async () => {
    await pageOf(world, 'bert', '/icbs/QBB');
    await world.database
      .updateTable('appointment')
      .set({ ended_at: '2026-11-22T09:00:00.000Z' })
      .where('person_id', '=', people.bert)
      .where('organisation_code', '=', 'QBB')
      .execute();
    const { text } = await world.browsers.bert.get('/icbs/QBB').expect(404);
    expect(mainText(text)).not.toContain('RX1');
  });
});
