import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { baseOf, everything, placeOf, save, setRespondent, stage } from '../support/cast.ts';
import { type Fields, fill, mainText, open, refused, send, textarea } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const trust = loadQuestionnaire(latestVersion, 'trust');
/** Soon enough for everybody's session to be alive still. */
const closesAt = '2026-11-22T12:00:00.000Z';
const base = () => baseOf(world);

/** The forms that Alice had open when it became too late, with what she did to each. */
async function openForms(): Promise<[address: string, form: Fields][]> {
  const { alice } = world.browsers;
  const change = async (address: string, fields: Fields): Promise<[string, Fields]> => [
    address,
    { ...(await open(alice, address)), ...fields },
  ];
  const { _csrf = '' } = await open(alice, `${base()}/answers`);
  return [
    await change(`${base()}/questions/A1`, { 'A1-answer': '4', 'A1-note': 'Typed too late' }),
    await change(`${base()}/dimensions/B`, { 'B1-answer': '4', 'B2-note': 'Typed too late' }),
    await change(`${base()}/ownership`, { 'M01-answer': 'shared' }),
    [`${base()}/role`, { _csrf, role: 'chief-executive' }],
    [`${base()}/notice`, { _csrf }],
    [`${base()}/submission`, { _csrf }],
  ];
}

async function expectRefusals(forms: [string, Fields][], message: string): Promise<void> {
  for (const [address, form] of forms) {
    const { text } = await refused(world, 409, () => send(world.browsers.alice, address, form));
    expect(mainText(text)).toContain(message);
    if (JSON.stringify(form).includes('Typed too late'))
      expect(textarea(text, 'kept')).toBe('Typed too late');
  }
}

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
  await world.database.updateTable('cycle').set({ closes_at: closesAt }).execute();
  const { respondentId } = await placeOf(world, 'alice', 'hill');
  await save(world.database, respondentId, everything(trust));
  await setRespondent(world.database, respondentId, { role: 'service-manager' });
});

afterEach(() => world.service.setTime(today.toISOString()));

describe('when it is too late', () => {
  test('because the cycle has ended, nothing is changed and what was typed is on the page', async () => {
    const forms = await openForms();
    world.service.setTime('2026-11-22T18:00:00Z');
    await expectRefusals(forms, 'The survey has closed, so answers can no longer be changed.');
    const { headers } = await world.browsers.alice.get(`${base()}/questions/A1`).expect(303);
    expect(headers.location).toBe(`${base()}/answers`);
    const { text } = await world.browsers.alice.get(`${base()}/answers`).expect(200);
    expect(mainText(text)).toContain('you did not submit these answers, so they were not counted');
    expect(mainText(text)).not.toContain('Change');
    const home = mainText((await world.browsers.alice.get('/assessments')).text);
    expect(home).toContain('You did not submit your answers, so they were not counted.');
  });

  test('the last moment of the cycle is not yet too late, the next one is', async () => {
    const address = `${base()}/questions/A1`;
    const form = { ...(await open(world.browsers.alice, address)), 'A1-answer': '4' };
    world.service.setTime(closesAt);
    await send(world.browsers.alice, address, form).expect(303);
    world.service.setTime('2026-11-22T12:00:00.001Z');
    await refused(world, 409, () => send(world.browsers.alice, address, form));
  });

  test('because the answers were submitted in another window', async () => {
    const forms = await openForms();
    const { respondentId } = await placeOf(world, 'alice', 'hill');
    const submitted_at = today.toISOString();
    await setRespondent(world.database, respondentId, { submitted_at });
    await expectRefusals(forms, 'You have submitted your answers');
    await setRespondent(world.database, respondentId, { submitted_at: null });
  });

  test('because the invitation was withdrawn, which leaves no page of it', async () => {
    const forms = await openForms();
    const { respondentId } = await placeOf(world, 'alice', 'hill');
    const withdraw = (withdrawn_at: string | null) =>
      world.database
        .updateTable('respondent')
        .set({ withdrawn_at })
        .where('id', '=', respondentId)
        .execute();
    await withdraw(today.toISOString());
    for (const [address, form] of forms) {
      const { text } = await refused(world, 404, () => send(world.browsers.alice, address, form));
      if (JSON.stringify(form).includes('Typed too late'))
        expect(textarea(text, 'kept')).toBe('Typed too late');
    }
    await world.browsers.alice.get(`${base()}/answers`).expect(404);
    await withdraw(null);
  });

  test('because the survey was closed, and somebody who submitted keeps their pages', async () => {
    const forms = await openForms();
    const bob = await placeOf(world, 'bob', 'hill');
    await save(world.database, bob.respondentId, everything(trust));
    await setRespondent(world.database, bob.respondentId, {
      role: 'data-lead',
      submitted_at: today.toISOString(),
    });
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    await expectRefusals(forms, 'The survey has closed, so answers can no longer be changed.');
    for (const page of ['profile', 'answers', 'submission'])
      await world.browsers.bob.get(`${base()}/${page}`).expect(200);
  });
});

test('somebody in another survey goes on answering', async () => {
  const sent = await fill(world.browsers.charlie, `${baseOf(world, 'dale')}/questions/A1`, {
    'A1-answer': '3',
  });
  expect(sent.status).toBe(303);
});
