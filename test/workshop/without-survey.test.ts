import { beforeAll, describe, expect, test } from '@jest/globals';
import { freezeCatalogue } from '../../src/benchmark/catalogue/freeze-catalogue.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { newId } from '../../src/shared/ids.ts';
import { listOverdue } from '../../src/survey/store.ts';
import { upkeep } from '../../src/upkeep.ts';
import { proposeAgenda } from '../../src/workshop/agenda/agenda-proposal.ts';
import { listAgenda } from '../../src/workshop/agenda/agenda-store.ts';
import { listWorkshops } from '../../src/workshop/store.ts';
import { addSurvey, published } from '../benchmark/release/releasing.ts';
import { people, stage } from '../support/cast.ts';
import { dump, expectCalm, fill, heading, mainText } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';
import { actsIn, pressed, trustLedByLena } from '../survey/leading.ts';
import { presenterOf } from './presenting.ts';

const world = stage();
let lena: Agent;
let id: string;

const rows = () =>
  world.database
    .selectFrom('assessment')
    .selectAll()
    .where('organisation_code', '=', 'RM1')
    .execute();

beforeAll(async () => {
  lena = world.browsers.lena;
  await trustLedByLena(world.database, 'RM1');
  await trustLedByLena(world.database, 'RM2');
});

describe('an assessment without a survey', () => {
  test('is a choice beside the survey, which is chosen at first', async () => {
    const { text } = await lena.get('/organisations/RM1/assessments/new').expect(200);
    expect(text).toMatch(/id="survey-yes"[^>]* checked/);
    expect(mainText(text)).toContain('There are no survey results, and no comparison by survey');
  });

  test('needs no closing date, and is closed from the beginning', async () => {
    const answer = await pressed(lena, '/organisations/RM1/assessments', 303, { survey: 'no' });
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      without_survey: 1,
      opened_at: today.toISOString(),
      closes_at: today.toISOString(),
      closed_at: today.toISOString(),
    });
    id = row?.id as string;
    expect(answer.headers.location).toBe(`/surveys/${id}`);
    expect(await actsIn(world.database, id)).toEqual(['open-survey']);
    const history = await lena.get(`/surveys/${id}/history`).expect(200);
    expect(mainText(history.text)).toContain('Opened the assessment, without a survey');
  });

  test('is done once, and stays as it is', async () => {
    const again = { survey: 'yes', 'closes-day': '31', 'closes-month': '3', 'closes-year': '2027' };
    const before = await dump(world.database, ['assessment', 'audit']);
    await pressed(lena, '/organisations/RM1/assessments', 303, again);
    await pressed(lena, '/organisations/RM1/assessments', 303, { survey: 'no' });
    expect(await dump(world.database, ['assessment', 'audit'])).toBe(before);
  });

  test('refuses an answer that is none, and keeps the choice where the date is wrong', async () => {
    const date = { 'closes-day': '31', 'closes-month': '3', 'closes-year': '2027' };
    await pressed(lena, '/organisations/RM2/assessments', 422, { survey: 'perhaps', ...date });
    const { text } = await pressed(lena, '/organisations/RM2/assessments', 422, { survey: 'yes' });
    expect(text).toMatch(/id="survey-yes"[^>]* checked/);
    expect(await world.database.selectFrom('assessment').selectAll().execute()).toHaveLength(4);
  });

  test('says so to who leads it, and leads on to workshops, position and plan', async () => {
    const { text } = await lena.get(`/surveys/${id}`).expect(200);
    expect(heading(text)).toBe('Autumn 2026 RM1 NHS Trust');
    expect(mainText(text)).toContain('This assessment is without a survey');
    for (const path of [`/surveys/${id}/workshops`, `/positions/${id}`, `/plans/${id}`])
      expect(text).toContain(`href="${path}"`);
    expect(text).not.toContain(`/surveys/${id}/results`);
    expect(text).not.toContain(`/surveys/${id}/invitations`);
  });

  test('has no results, cannot be closed again, and lets nobody be invited or join', async () => {
    await lena.get(`/surveys/${id}/results`).expect(404);
    const before = await dump(world.database, ['assessment', 'invitation', 'join_code', 'audit']);
    expect((await pressed(lena, `/surveys/${id}/closure`, 409)).text).toBeTruthy();
    for (const [path, fields] of [
      ['invitations', { 'people-note': 'ann@leaders.example' }],
      ['join-codes', { places: '5', hours: '2' }],
      ['reminders', {}],
      ['sharing', { share: 'yes' }],
    ] as const) {
      const answer = await pressed(lena, `/surveys/${id}/${path}`, path === 'sharing' ? 404 : 409, {
        ...fields,
      });
      expectCalm(world.service, answer);
    }
    expect(await dump(world.database, ['assessment', 'invitation', 'join_code', 'audit'])).toBe(
      before,
    );
    expect(await listOverdue(world.database, '2030-01-01T00:00:00.000Z')).not.toContain(id);
    for (const page of ['invitations', 'join-codes', 'facilitator', 'closing-date'])
      expectCalm(world.service, await lena.get(`/surveys/${id}/${page}`));
    await lena.get('/assessments').expect(200);
  });

  test('is no part of the benchmarks, which are published all the same', async () => {
    const { database, cycle } = world;
    await freezeCatalogue(database, () => today, cycle);
    await addSurvey(database, cycle, 'RAA', 3);
    const isRunning = database.updateTable('assessment').where('closed_at', 'is', null);
    await isRunning.set({ closed_at: today.toISOString() }).execute();
    const parts = await published(database, cycle);
    expect(parts.has('organisation:RAA')).toBe(true);
    expect(JSON.stringify([...parts])).not.toContain('RM1');
  });

  test('has workshops that who leads it prepares, with every question', async () => {
    const list = `/surveys/${id}/workshops`;
    const { text } = await lena.get(list).expect(200);
    expect(text).toContain('Prepare a workshop');
    const { headers } = await pressed(lena, list, 303);
    const base = headers.location as string;
    const questionnaire = loadQuestionnaire(latestVersion, 'trust');
    const agreements = { questions: new Map(), owners: new Map() };
    const plain = { questionnaire, disclosed: null, agreements, leftOver: [] };
    expect(await listAgenda(world.database, base.slice('/workshops/'.length))).toEqual(
      proposeAgenda(plain),
    );
    const page = await lena.get(base).expect(200);
    expect(mainText(page.text)).toContain('There was no survey before this workshop');
    expect(mainText(page.text)).not.toContain('Not shown');
    const guide = await lena.get(`${base}/guide`).expect(200);
    expect(mainText(guide.text)).not.toContain('What the survey shows. ');
    for (const other of [world.browsers.leo, world.browsers.fay]) {
      await other.get(base).expect(404);
      await pressed(other, list, 404);
    }
  });

  test('is run by who leads it, agreed and signed off, and the service looks after it', async () => {
    const [workshop] = await listWorkshops(world.database, id);
    const presenter = presenterOf(lena, workshop?.id as string);
    await pressed(lena, `${presenter.base}/opening`, 303);
    await presenter.press('/steps', { step: 'A1' });
    await presenter.press('/rounds');
    const how = { method: 'unanimous', present: '8', act: 'save' };
    await presenter.press('/agreements/A1', { 'A1-2-state': 'met', ...how });
    const page = mainText(await presenter.page());
    expect(page).toContain('Agreed: 2 Installed');
    expect(page).not.toContain('survey said');
    await pressed(lena, `${presenter.base}/end`, 303);
    const report = await lena.get(`${presenter.base}/report`).expect(200);
    expect(mainText(report.text)).toContain('A1 Named executive: 2 Installed');

    await world.database
      .insertInto('appointment')
      .values({
        id: newId(),
        person_id: people.sam,
        role: 'signatory',
        organisation_code: 'RM1',
        assessment_id: null,
        appointed_at: today.toISOString(),
      })
      .execute();
    await pressed(lena, `/positions/${id}/sign-off-requests`, 303);
    const { sam } = world.browsers;
    await fill(sam, `/positions/${id}/sign-off`, { sharing: 'private' });
    expect(mainText((await lena.get(`/positions/${id}`).expect(200)).text)).toContain('Signed off');
    const delivered = { deliver: async () => {} };
    for (const { run } of upkeep(world.database, () => today, delivered)) await run();
    await lena.get('/assessments').expect(200);
    expect(world.service.logged).toEqual([]);
  });
});
