import { describe, expect, test } from '@jest/globals';
import { submit } from '../../src/assessment/submit.ts';
import { type Act, acts, nationalChain, organisationChain } from '../../src/people/audit.ts';
import { record } from '../../src/people/audit-store.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { shownActs } from '../../src/survey/act-words.ts';
import { accepted, invitationsOf, sendList } from '../invitations/inviting.ts';
import { everything, people, placeOf, save, setRespondent, stage } from '../support/cast.ts';
import { mainText, tableRows } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { pressed } from './leading.ts';

const world = stage();
const hill = () => `/surveys/${world.assessments.hill}`;
const history = async () => (await world.browsers.lena.get(`${hill()}/history`).expect(200)).text;
const lines = async () => tableRows(await history()).slice(1);

describe('the history of a survey', () => {
  test('says that nothing is recorded yet', async () => {
    expect(mainText(await history())).toContain('Nothing is recorded yet.');
  });

  test('tells what was done, when and by whom, the newest first', async () => {
    const { lena } = world.browsers;
    const list = 'ida@leaders.example\nivo@leaders.example';
    expect((await sendList(lena, invitationsOf(world), list)).status).toBe(303);
    expect((await sendList(lena, invitationsOf(world), 'ike@leaders.example')).status).toBe(303);
    await pressed(lena, `${hill()}/closing-date`, 303, {
      'closes-day': '20',
      'closes-month': '12',
      'closes-year': '2026',
    });
    await pressed(lena, `${hill()}/reminders`, 303);
    await pressed(lena, `${hill()}/facilitator`, 303, { email: 'frank@leaders.example' });
    const when = '22 November 2026 at 10am';
    expect(await lines()).toEqual([
      [when, 'Named a facilitator Role: facilitator Organisation: RAA', 'lena'],
      [when, 'Reminded those who had not finished', 'lena'],
      [
        when,
        'Moved the closing date to 20 December 2026 Closes: from 31 March 2027 at 11:59pm to 20 December 2026 at 11:59pm',
        'lena',
      ],
      [when, 'Invited 1 person', 'lena'],
      [when, 'Invited 2 people', 'lena'],
    ]);
  });

  test('is the same to the byte whatever respondents do', async () => {
    const before = await history();
    const alice = await placeOf(world, 'alice', 'hill');
    await setRespondent(world.database, alice.respondentId, { role: 'chief-executive' });
    await save(
      world.database,
      alice.respondentId,
      everything(loadQuestionnaire(latestVersion, 'trust')),
    );
    const place = await placeOf(world, 'alice', 'hill');
    expect(await submit(world.database, () => today, place)).toBeNull();
    for (const act of Object.keys(acts) as Act[])
      if (acts[act] === 'respondent')
        await record(world.database, {
          chain: world.assessments.hill,
          at: today.toISOString(),
          actorId: people.alice,
          act,
          subject: {},
        });
    expect(await history()).toBe(before);
  });

  test('does not tell that somebody has accepted', async () => {
    const before = (await lines()).length;
    await accepted(world, 'jana@leaders.example');
    expect((await lines()).length).toBe(before + 1);
    expect((await lines())[0]?.[1]).toBe('Invited 1 person');
  });

  test('names a lead who is one no more, and nobody who never was', async () => {
    const line = { chain: world.assessments.hill, at: '2026-07-01T16:05:00.000Z', subject: {} };
    await record(world.database, { ...line, actorId: people.fay, act: 'accept-appointment' });
    await record(world.database, { ...line, actorId: people.nora, act: 'appoint' });
    await record(world.database, { ...line, actorId: null, act: 'close-survey' });
    await world.database
      .updateTable('appointment')
      .set({ ended_at: today.toISOString() })
      .where('person_id', '=', people.lena)
      .execute();
    await world.database
      .updateTable('appointment')
      .set({ organisation_code: 'RAA' })
      .where('person_id', '=', people.leo)
      .execute();
    const { text } = await world.browsers.leo.get(`${hill()}/history`).expect(200);
    const when = '1 July 2026 at 5:05pm';
    const rows = tableRows(text).slice(1);
    expect(rows[0]).toEqual(['22 November 2026 at 10am', 'Invited 1 person', 'lena']);
    expect(rows.slice(-3)).toEqual([
      [when, 'Closed the survey', 'The service'],
      [when, 'Appointed somebody', 'An administrator'],
      [when, 'Agreed to facilitate the workshop', 'The facilitator'],
    ]);
  });

  test('tells who was given a role in the organisation, and of no other organisation', async () => {
    const at = '2026-11-22T11:00:00.000Z';
    const line = { chain: nationalChain, at, actorId: people.nora, subject: {} };
    for (const organisation of ['RAA', 'RBB'])
      await record(world.database, {
        ...{ ...line, act: 'appoint', after: { role: 'signatory', organisation } },
      });
    // Nothing else of the national chain is theirs to see.
    await record(world.database, {
      ...{ ...line, act: 'open-cycle', after: { organisation: 'RAA' } },
    });
    await record(world.database, {
      ...{ ...line, act: 'end-appointment', before: { role: 'signatory', organisation: 'RAA' } },
    });
    const when = '22 November 2026 at 11am';
    const { text } = await world.browsers.leo.get(`${hill()}/history`).expect(200);
    expect(tableRows(text).slice(1, 3)).toEqual([
      [when, 'Ended an appointment Role: was signatory Organisation: was RAA', 'An administrator'],
      [when, 'Appointed somebody Role: signatory Organisation: RAA', 'An administrator'],
    ]);
    expect(text).not.toContain('RBB');
  });

  test('tells who opened the results or took them away, and in which role', async () => {
    const line = { at: '2026-11-22T12:00:00.000Z', act: 'view-results' } as const;
    const facilitator = { what: 'survey-results', as: 'facilitator' };
    await record(world.database, {
      ...{ ...line, chain: world.assessments.hill, actorId: people.fay, subject: facilitator },
    });
    for (const code of ['RAA', 'RBB'])
      await record(world.database, {
        ...{ ...line, chain: organisationChain(code), actorId: people.sam, act: 'export-results' },
        subject: { what: 'benchmark', as: 'signatory' },
      });
    const { text } = await world.browsers.leo.get(`${hill()}/history`).expect(200);
    const when = '22 November 2026 at 12pm';
    const rows = tableRows(text).slice(1, 4);
    expect(rows.filter(([at]) => at === when).map(([, ...row]) => row)).toEqual(
      expect.arrayContaining([
        ['Opened the survey results', 'The facilitator'],
        ['Downloaded or printed the comparison with peers', 'The signatory'],
      ]),
    );
    expect(rows[2]?.[0]).not.toBe(when);
  });

  test('is in pages of a hundred lines', async () => {
    const before = tableRows(
      (await world.browsers.leo.get(`${hill()}/history`).expect(200)).text,
    ).slice(1).length;
    const line = { chain: world.assessments.hill, at: today.toISOString(), actorId: null };
    for (let count = 0; count < 100; count++)
      await record(world.database, { ...line, act: 'remind', subject: { count } });
    const first = (await world.browsers.leo.get(`${hill()}/history`).expect(200)).text;
    expect(tableRows(first).slice(1)).toHaveLength(100);
    expect(first).toContain(`${hill()}/history?page=2"`);
    const second = (await world.browsers.leo.get(`${hill()}/history?page=2`).expect(200)).text;
    expect(tableRows(second).slice(1)).toHaveLength(before);
    expect(second).not.toContain('?page=3"');
    for (const page of ['3', '0', 'x'])
      await world.browsers.leo.get(`${hill()}/history?page=${page}`).expect(404);
  });

  test('holds no position, hash, id or address', async () => {
    const { text } = await world.browsers.leo.get(`${hill()}/history`).expect(200);
    const [main = ''] = text.match(/<main[\s\S]*<\/main>/) ?? [];
    const audit = await world.database.selectFrom('audit').selectAll().execute();
    for (const { hash, actor_id } of audit) {
      expect(text).not.toContain(hash);
      if (actor_id) expect(main).not.toContain(actor_id);
    }
    expect(main).not.toContain('@');
    expect(main).not.toContain('position');
  });

  test('says when a survey closes as it was opened, and no id', async () => {
    await record(world.database, {
      ...{ chain: world.assessments.hill, at: '2026-11-22T11:00:00.000Z', actorId: people.lena },
      ...{ act: 'open-survey', subject: { assessment: world.assessments.hill } },
      after: { cycle: world.cycle, closesAt: '2026-12-20T23:59:59.999Z' },
    });
    const { text } = await world.browsers.leo.get(`${hill()}/history`).expect(200);
    const told = tableRows(text).map(([, what]) => what);
    expect(told).toContain('Opened the survey Closes: 20 December 2026 at 11:59pm');
    expect(text).not.toContain(world.cycle);
  });

  test('has words for every act but those of respondents', () => {
    const theirs = Object.entries(acts).filter(([, whose]) => whose === 'respondent');
    expect(shownActs).toHaveLength(Object.keys(acts).length - theirs.length);
    for (const [act] of theirs) expect(shownActs).not.toContain(act);
  });
});
