import { describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { mainText, plainText } from '../support/pages.ts';
import { anotherAssessment, insertAction } from './planning.ts';

const world = stage();
const plan = (where: 'hill' | 'dale' = 'hill') => `/plans/${world.assessments[where]}`;

/** The rows of each list on the page, under its name. */
function listsOn(html: string): Record<string, string[][]> {
  return Object.fromEntries(
    [...html.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => [
      plainText(table.match(/<caption[\s\S]*?<\/caption>/)?.[0] ?? ''),
      [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)]
        .slice(1)
        .map(([row]) =>
          [...row.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)]
            .slice(0, 4)
            .map(([cell]) => plainText(cell)),
        ),
    ]),
  );
}

describe('the plan of an organisation', () => {
  test('says that it is empty, and only to its lead how to begin', async () => {
    const { lena, sam } = world.browsers;
    const led = (await lena.get(plan()).expect(200)).text;
    expect(mainText(led)).toContain('There is no action in this plan yet.');
    expect(led).toContain(`href="${plan()}/actions/new"`);
    const signed = (await sam.get(plan()).expect(200)).text;
    expect(mainText(signed)).toContain('or by the assessment lead');
    expect(signed).not.toContain('/actions/new');
  });

  test('is seen by who leads, facilitates or signs for it, and by nobody else', async () => {
    const { lena, fay, sam, leo, nora, alice, charlie } = world.browsers;
    for (const page of [plan(), `${plan()}/actions.csv`]) {
      for (const browser of [lena, fay, sam]) await browser.get(page).expect(200);
      await leo.get(page).expect(404);
      for (const browser of [nora, alice, charlie]) await browser.get(page).expect(403);
      await world.service.visitor().get(page).expect(303);
    }
    for (const browser of [lena, fay, sam]) await browser.get(plan('dale')).expect(404);
    await lena.get('/plans/nowhere').expect(404);
  });

  test('lists what is to do by the day it is due, and what is over after it', async () => {
    await insertAction(world, { title: 'Later', due_on: '2027-05-01', status: 'in-progress' });
    await insertAction(world, {
      title: 'Sooner',
      owner: 'Chief nurse',
      due_on: '2026-12-01',
      item: 'A1',
      statement: 'A1-2',
    });
    await insertAction(world, { title: 'Was due', due_on: '2026-11-21' });
    await insertAction(world, { title: 'Due today', due_on: '2026-11-22' });
    await insertAction(world, { title: 'Given up', due_on: '2026-01-01', status: 'stopped' });
    await insertAction(world, { title: 'Reached', due_on: '2026-02-01', status: 'done' });
    const { text } = await world.browsers.sam.get(plan()).expect(200);
    const lists = listsOn(text);
    expect(Object.keys(lists)).toEqual(['To do', 'Done or stopped']);
    const start = 'Not yet started';
    expect(lists['To do']).toEqual([
      ['Was due', 'Chief executive', 'Overdue : it was due on 21 November 2026', start],
      ['Due today', 'Chief executive', '22 November 2026', start],
      [
        expect.stringMatching(/^Sooner About A1 .+ To make true: A1-2 .+/),
        'Chief nurse',
        '1 December 2026',
        start,
      ],
      ['Later', 'Chief executive', '1 May 2027', 'In progress'],
    ]);
    expect(lists['Done or stopped']).toEqual([
      ['Given up', 'Chief executive', '1 January 2026', 'Stopped'],
      ['Reached', 'Chief executive', '1 February 2026', 'Done'],
    ]);
  });

  test('keeps what is still to do from earlier cycles, and nothing else of them', async () => {
    const earlier = await anotherAssessment(world, 'Autumn 2025');
    const later = await anotherAssessment(world, 'Autumn 2027', '2027-10-01T00:00:00.000Z');
    await insertAction(world, { assessment_id: earlier, title: 'Left over' });
    await insertAction(world, { assessment_id: earlier, title: 'Long done', status: 'done' });
    await insertAction(world, { assessment_id: earlier, title: 'Long gone', status: 'stopped' });
    await insertAction(world, { assessment_id: later, title: 'Of the future' });
    const dales = await anotherAssessment(world, 'Dale, 2025', '2025-09-01T00:00:00.000Z', 'dale');
    for (const assessment_id of [world.assessments.dale, dales])
      await insertAction(world, { assessment_id, title: 'Of Dale' });
    for (const browser of [world.browsers.lena, world.browsers.fay]) {
      const { text } = await browser.get(plan()).expect(200);
      expect(mainText(text)).toContain('Left over Carried over from Autumn 2025');
      for (const title of ['Long done', 'Long gone', 'Of the future', 'Of Dale'])
        expect(text).not.toContain(title);
    }
    const old = (await world.browsers.lena.get(`/plans/${earlier}`).expect(200)).text;
    expect(mainText(old)).toContain('Long done');
    expect(old).not.toContain('Carried over');
    await world.browsers.fay.get(`/plans/${earlier}`).expect(404);
  });
});
