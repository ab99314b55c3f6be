import { beforeAll, describe, expect, test } from '@jest/globals';
import { enqueue } from '../../src/mail/store.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { insertPlace } from '../../src/survey/respondent-store.ts';
import { readChain } from '../support/audit-chain.ts';
import { everything, people, placeOf, setRespondent, stage } from '../support/cast.ts';
import { dump, mainText, open, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { resultsAddress, submitAlice, surveyHill } from './shown-results.ts';

const trust = loadQuestionnaire(latestVersion, 'trust');

/** Delivers what is due; gives back the mails that are new since it was last asked. */
function mailsOf(world: ReturnType<typeof stage>) {
  let seen = 0;
  return async () => {
    await world.service.deliverMail();
    const { sent } = world.service.mail;
    const fresh = sent.slice(seen);
    seen = sent.length;
    return fresh;
  };
}

describe('sharing the results of a survey', () => {
  const world = stage();
  const newMails = mailsOf(world);
  const sharing = () => `/surveys/${world.assessments.hill}/sharing`;

  const choose = async (share: string) => {
    const { lena } = world.browsers;
    const { _csrf = '' } = await open(lena, resultsAddress(world));
    return send(lena, sharing(), { _csrf, share });
  };
  const acts = async () =>
    (await readChain(world.database, world.assessments.hill)).map(({ act }) => act);

  beforeAll(async () => {
    await submitAlice(world, 'service-manager', everything(trust));
    await surveyHill(world, crowd(11, 3));
    await newMails();
  });

  test('is offered to its lead', async () => {
    const { text } = await world.browsers.lena.get(resultsAddress(world)).expect(200);
    expect(text).toContain('Share with those who answered');
    const { text: facilitators } = await world.browsers.fay.get(resultsAddress(world)).expect(200);
    expect(facilitators).not.toContain('/sharing');
  });

  test('opens the page to those who answered, and tells those who submitted', async () => {
    const { status, headers } = await choose('yes');
    expect([status, headers.location]).toEqual([303, `${resultsAddress(world)}?done=shared`]);
    const { text } = await world.browsers.lena.get(String(headers.location)).expect(200);
    expect(mainText(text)).toContain('The results are shared with those who answered.');
    expect(mainText(text)).toContain('You shared these results with those who answered on 22 Nov');
    await world.browsers.alice.get(resultsAddress(world)).expect(200);

    const mails = await newMails();
    // Bob has a place and has not submitted; the others have no address.
    expect(mails.map(({ to }) => to)).toEqual(['alice@leaders.example']);
    expect(mails[0]?.subject).toBe('Results of the survey of Hill NHS Trust');
    expect(mails[0]?.text).toContain(`http://127.0.0.1:3000${resultsAddress(world)}\n`);
    const words = mails[0]?.text.replace(/^http.*$/m, '').replace('Autumn 2026', '');
    expect(words).not.toMatch(/\d/);
    expect((await acts()).at(-1)).toBe('share-results');
  });

  test('twice is calm: nothing is recorded, and nobody is told again', async () => {
    const before = await dump(world.database, ['assessment', 'audit', 'message']);
    expect((await choose('yes')).status).toBe(303);
    const many = await Promise.all([choose('yes'), choose('yes'), choose('yes')]);
    expect(many.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await dump(world.database, ['assessment', 'audit', 'message'])).toBe(before);
    expect(await newMails()).toEqual([]);
  });

  test('can be stopped, which closes the page at once', async () => {
    const { headers } = await choose('no');
    const { text } = await world.browsers.lena.get(String(headers.location)).expect(200);
    expect(mainText(text)).toContain('The results are no longer shared with those who answered.');
    await world.browsers.alice.get(resultsAddress(world)).expect(404);
    expect((await acts()).at(-1)).toBe('stop-sharing-results');
    const before = await dump(world.database, ['assessment', 'audit', 'message']);
    await choose('no');
    expect(await dump(world.database, ['assessment', 'audit', 'message'])).toBe(before);
    expect(await newMails()).toEqual([]);
  });

  test('again opens the page, and tells only those who have not been told', async () => {
    await choose('yes');
    await world.browsers.alice.get(resultsAddress(world)).expect(200);
    expect(await newMails()).toEqual([]);
    await choose('no');
  });

  test('that is stopped before the mail goes tells nobody', async () => {
    const { hill } = world.assessments;
    const wanted = { kind: 'results' as const, address: 'alice@leaders.example' };
    await enqueue(world.database, [{ ...wanted, assessmentId: hill }], today.toISOString());
    expect(await newMails()).toEqual([]);
  });

  test('tells who could not be told when it was shared before', async () => {
    await world.database.deleteFrom('message').where('kind', '=', 'results').execute();
    const disable = (disabled_at: string | null) =>
      world.database
        .updateTable('person')
        .set({ disabled_at })
        .where('id', '=', people.alice)
        .execute();
    await disable(today.toISOString());
    await choose('yes');
    expect(await newMails()).toEqual([]);
    await disable(null);
    await choose('no');
    await choose('yes');
    expect((await newMails()).map(({ to }) => to)).toEqual(['alice@leaders.example']);
    await choose('no');
  });

  test('of many at the same moment is one act', async () => {
    const before = (await acts()).length;
    await Promise.all(Array.from({ length: 5 }, () => choose('yes')));
    expect((await acts()).length).toBe(before + 1);
    await choose('no');
  });

  test.each([
    [{ share: 'maybe' }],
    [{}],
    [{ share: ['yes', 'no'] }],
    [{ share: 'yes', shared_at: '2020' }],
  ])('refuses %j and changes nothing', async (fields) => {
    const { lena } = world.browsers;
    const { _csrf = '' } = await open(lena, resultsAddress(world));
    const before = await dump(world.database, ['assessment', 'audit', 'message']);
    const { status } = await send(lena, sharing(), { _csrf, ...(fields as object) });
    expect(status).toBe(422);
    expect(await dump(world.database, ['assessment', 'audit', 'message'])).toBe(before);
  });

  test('says only what it knows to say, whatever the address asks for', async () => {
    const { text } = await world.browsers.lena
      .get(`${resultsAddress(world)}?done=<script>&done=constructor`)
      .expect(200);
    expect(text).not.toContain('notification-banner');
    expect(text).not.toContain('<script>');
    for (const word of ['constructor', 'toString', '__proto__'])
      expect(
        (await world.browsers.lena.get(`${resultsAddress(world)}?done=${word}`).expect(200)).text,
      ).not.toContain('notification-banner');
  });
});

describe('a survey of which nothing is there to share', () => {
  const world = stage();
  const share = async () => {
    const { lena } = world.browsers;
    const _csrf = await tokenOf(lena);
    return send(lena, `/surveys/${world.assessments.hill}/sharing`, { _csrf, share: 'yes' });
  };

  test('because it has not closed is refused with the reason', async () => {
    const before = await dump(world.database, ['assessment', 'audit', 'message']);
    const { status, text } = await share();
    expect(status).toBe(409);
    expect(mainText(text)).toContain('The survey has not closed yet');
    expect(await dump(world.database, ['assessment', 'audit', 'message'])).toBe(before);
  });

  test('because too few answered is refused, and its page does not offer it', async () => {
    await surveyHill(world, crowd(5, 3));
    await world.service.deliverMail();
    const before = await dump(world.database, ['assessment', 'audit', 'message']);
    const { status, text } = await share();
    expect(status).toBe(409);
    expect(mainText(text)).toContain('cannot be shown to anybody');
    expect(await dump(world.database, ['assessment', 'audit', 'message'])).toBe(before);
    const page = await world.browsers.lena.get(resultsAddress(world)).expect(200);
    expect(page.text).not.toContain('/sharing');
  });
});

describe('closing a survey', () => {
  const world = stage();
  const newMails = mailsOf(world);

  beforeAll(async () => {
    await answerAs(world.database, world.assessments.hill, crowd(9, 4));
    await submitAlice(world, 'service-manager', everything(trust));
  });

  test('that has not happened yet is not written about', async () => {
    const early = { kind: 'results' as const, address: 'lena@leaders.example' };
    const { hill } = world.assessments;
    await enqueue(world.database, [{ ...early, assessmentId: hill }], today.toISOString());
    expect(await newMails()).toEqual([]);
  });

  test('tells who leads it and who facilitates it, without any result', async () => {
    await closeSurvey(world.database, () => today, world.assessments.hill, people.lena);
    const mails = await newMails();
    expect(mails.map(({ to }) => to).sort()).toEqual([
      'fay@leaders.example',
      'lena@leaders.example',
    ]);
    for (const { subject, text } of mails) {
      expect(subject).toBe('The survey of Hill NHS Trust has closed');
      expect(text).toContain(`http://127.0.0.1:3000${resultsAddress(world)}\n`);
      expect(text.replace(/^http.*$/m, '').replace('Autumn 2026', '')).not.toMatch(/\d/);
    }
  });

  test('tells nobody who is no longer appointed when the mail goes, or disabled', async () => {
    await closeSurvey(world.database, () => today, world.assessments.dale, null);
    await world.database
      .updateTable('appointment')
      .set({ ended_at: today.toISOString() })
      .where('person_id', '=', people.leo)
      .execute();
    expect(await newMails()).toEqual([]);
  });

  test('brings a lead who answered as well no second mail when it is shared', async () => {
    await insertPlace(world.database, world.assessments.hill, people.lena);
    const { respondentId } = await placeOf(world, 'lena', 'hill');
    await setRespondent(world.database, respondentId, {
      role: 'chief-executive',
      submitted_at: today.toISOString(),
    });
    const { lena } = world.browsers;
    const { _csrf = '' } = await open(lena, resultsAddress(world));
    await send(lena, `/surveys/${world.assessments.hill}/sharing`, { _csrf, share: 'yes' });
    expect((await newMails()).map(({ to }) => to)).toEqual(['alice@leaders.example']);
  });
});
