import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  fieldsOf,
  heading,
  mainText,
  open,
  send,
  tokenOf,
} from '../support/pages.ts';
import { type Agent, type Service, startService } from '../support/service.ts';
import { minutesLater } from './links.ts';
import { type Forger, startForger } from './oidc-forger.ts';
import { addressIn, begin, callbackOf, comeBack, settings } from './oidc-journey.ts';
import { ProviderBrowser, type RunningProvider, startProvider } from './oidc-provider.ts';

const world = stage();
const office = '/administration/appointments';
const invitee = { role: 'national-administrator', email: 'new@nhs.example', name: 'Kit <b>"Noa"' };
const invited = () => world.database.selectFrom('invitation').selectAll().execute();

beforeEach(async () => {
  await world.database.deleteFrom('invitation_link').execute();
  await world.database.deleteFrom('message').execute();
  await world.database.deleteFrom('invitation').execute();
  await world.database.deleteFrom('identity').execute();
});

async function appointing(browser: Agent): Promise<Response> {
  return send(browser, office, { ...invitee, _csrf: await tokenOf(browser) });
}

/** Asked to confirm, with nothing changed and what was sent on the page to be sent again. */
async function expectAsked(browser: Agent): Promise<Response> {
  // Every invitation has a line in the audit; sending one that waits may happen at any time.
  const before = await dump(world.database, ['audit', 'appointment']);
  const response = await appointing(browser);
  expect([response.status, heading(response.text)]).toEqual([403, 'Confirm who you are']);
  expect(await dump(world.database, ['audit', 'appointment'])).toBe(before);
  return response;
}

/** What the second form of the page sends again. */
function again({ text }: Response): Record<string, string> {
  const form = text.slice(text.indexOf(`<form action="${office}"`));
  return fieldsOf(`<main>${form}`);
}

async function expectDone(browser: Agent, asked: Response): Promise<void> {
  await send(browser, office, again(asked)).expect(303);
  expect(await invited()).toMatchObject([{ email: invitee.email, name: invitee.name }]);
}

describe('as one of the cast', () => {
  let browser: Agent;
  beforeEach(async () => {
    minutesLater(world.service, 0);
    browser = await world.service.as(people.nora);
  });

  test('an act of administration is done at once for a quarter of an hour', async () => {
    minutesLater(world.service, 15);
    expect((await appointing(browser)).status).toBe(303);
  });

  test('after that it asks who one is, and a button confirms it; what was typed is sent again', async () => {
    minutesLater(world.service, 15.1);
    const asked = await expectAsked(browser);
    expect(asked.text).toContain('action="/sessions/confirmation" method="post" target="_blank"');
    const confirmed = await send(browser, '/sessions/confirmation', {
      _csrf: fieldsOf(asked.text)._csrf ?? '',
    });
    expect([confirmed.status, confirmed.headers.location]).toEqual([303, '/sessions/confirmed']);
    const { text } = await browser.get('/sessions/confirmed').expect(200);
    expect(heading(text)).toBe('You have confirmed who you are');
    await expectDone(browser, asked);
    minutesLater(world.service, 30.2);
    await expectAsked(browser);
  });

  test('confirming gives the session a new id, and leaves the old one worth nothing', async () => {
    const ids = async () =>
      (
        await world.database
          .selectFrom('session')
          .select('id_hash')
          .where('person_id', '=', people.nora)
          .execute()
      ).map(({ id_hash }) => id_hash);
    await world.database.deleteFrom('session').where('person_id', '=', people.nora).execute();
    browser = await world.service.as(people.nora);
    const before = await ids();
    await send(browser, '/sessions/confirmation', { _csrf: await tokenOf(browser) }).expect(303);
    expect(await ids()).toHaveLength(1);
    expect(await ids()).not.toEqual(before);
  });

  test('sending it again without confirming asks again, and mistakes are told after that', async () => {
    minutesLater(world.service, 16);
    const asked = await expectAsked(browser);
    await send(browser, office, again(asked)).expect(403);
    await send(browser, '/sessions/confirmation', { _csrf: await tokenOf(browser) }).expect(303);
    const wrong = await send(browser, office, { ...again(asked), email: 'nowhere' });
    expect(wrong.status).toBe(422);
    expect(errorsOn(wrong.text)).toHaveLength(1);
  });

  test.each([
    '/cycles',
    '/organisations/RAA/appointments',
    '/administration/appointments/00000000-0000-7000-9000-000000000000/end',
    '/cycles/00000000-0000-7000-9000-000000000000/releases',
    '/cycles/00000000-0000-7000-9000-000000000000/release-date',
    '/cycles/00000000-0000-7000-9000-000000000000/releases/1/publication',
  ])('%s asks too, and looking does not', async (act) => {
    minutesLater(world.service, 16);
    const response = await send(browser, act, { _csrf: await tokenOf(browser) });
    expect([response.status, heading(response.text)]).toEqual([403, 'Confirm who you are']);
    await browser.get('/administration').expect(200);
    await browser.get('/cycles/new').expect(200);
  });

  test('a script is told in JSON', async () => {
    minutesLater(world.service, 16);
    const response = await send(browser, office, { ...invitee, _csrf: await tokenOf(browser) }).set(
      'Accept',
      'application/json',
    );
    expect([response.status, response.body.message]).toEqual([
      403,
      'Nothing was changed. Confirm who you are first, then try again.',
    ]);
  });

  test('who may not do it is not asked', async () => {
    const lena = await world.service.as(people.lena);
    minutesLater(world.service, 16);
    const response = await send(lena, office, { ...invitee, _csrf: await tokenOf(lena) });
    expect([response.status, heading(response.text)]).toEqual([403, 'You cannot do this']);
  });
});

describe('with a link, where there is no issuer', () => {
  let service: Service;
  let browser: Agent;
  beforeEach(async () => {
    service = startService(world.database);
    browser = service.visitor();
    await signInByLink(service, browser);
  });

  test('the link counts for a quarter of an hour, and after that a new one does', async () => {
    expect((await appointing(browser)).status).toBe(303);
    await world.database.deleteFrom('message').execute();
    await world.database.deleteFrom('invitation').execute();
    minutesLater(service, 16);
    const asked = await expectAsked(browser);
    expect(mainText(asked.text)).toContain('We send a link to your address.');
    const form = { _csrf: fieldsOf(asked.text)._csrf ?? '' };
    const sent = await send(browser, '/sessions/confirmation', form);
    expect([sent.status, sent.headers.location]).toEqual([303, '/sign-in/sent']);
    await expectAsked(browser);
    const back = await useNewestLink(service, browser);
    expect(back.headers.location).toBe('/sessions/confirmed');
    await expectDone(browser, asked);
    await service.close();
  });
});

describe('with an issuer', () => {
  let provider: RunningProvider;
  let forger: Forger;
  let service: Service;
  let browser: Agent;
  beforeAll(async () => {
    [provider, forger] = [await startProvider([callbackOf('nhs')]), await startForger()];
    const stepUp = { acrValues: ['aal3'], maxAge: 60 };
    service = startService(world.database, [], {
      env: settings(
        { id: 'nhs', name: 'NHS.net account', issuer: provider.issuer },
        { id: 'care', name: 'Care identity', issuer: forger.issuer, stepUp },
      ),
    });
    provider.accounts.set('nora-1', { email: 'nora@leaders.example', email_verified: true });
    provider.accounts.set('lena-1', { email: 'lena@leaders.example', email_verified: true });
  });
  afterAll(async () => {
    await service.close();
    await provider.close();
    await forger.close();
  });
  beforeEach(() => {
    minutesLater(service, 0);
    service.logged.length = 0;
    browser = service.visitor();
  });

  test('one signs in anew there, though the issuer knows the browser, and sends it again', async () => {
    const there = new ProviderBrowser();
    await comeBack(browser, await there.signIn(await begin(browser, 'nhs'), 'nora-1'));
    const asked = await expectAsked(browser);
    expect(asked.text).toContain('action="/sign-in/nhs"');
    expect(asked.text).not.toContain('action="/sign-in/care"');
    const form = fieldsOf(asked.text);
    const address = addressIn(await send(browser, '/sign-in/nhs', form).expect(200));
    expect(address.searchParams.get('prompt')).toBe('login');
    expect(address.searchParams.get('max_age')).toBe('300');
    const back = await comeBack(browser, await there.signIn(address, 'nora-1'));
    expect([back.status, back.headers.location]).toEqual([303, '/sessions/confirmed']);
    await expectDone(browser, asked);
    minutesLater(service, 16);
    await expectAsked(browser);
  });

  test('the account of somebody else confirms nothing, and signs nobody in or out', async () => {
    const there = new ProviderBrowser();
    await comeBack(browser, await there.signIn(await begin(browser, 'nhs'), 'nora-1'));
    const before = await dump(world.database, ['identity', 'session', 'audit']);
    const address = await begin(browser, 'nhs', { confirm: 'yes' });
    const back = await comeBack(browser, await new ProviderBrowser().signIn(address, 'lena-1'));
    expect([back.status, heading(back.text)]).toEqual([403, 'That did not work']);
    expect(mainText(back.text)).toContain('You are still signed in as nora.');
    expect(await dump(world.database, ['identity', 'session', 'audit'])).toBe(before);
    expect(JSON.parse(service.logged[0] ?? '').reason).toBe('other-person');
    await expectAsked(browser);
  });

  test('who has signed out in the meantime is not signed in by confirming', async () => {
    const there = new ProviderBrowser();
    await comeBack(browser, await there.signIn(await begin(browser, 'nhs'), 'nora-1'));
    const address = await begin(browser, 'nhs', { confirm: 'yes' });
    await send(browser, '/sessions/end', { _csrf: await tokenOf(browser) }).expect(303);
    await comeBack(browser, await there.signIn(address, 'nora-1')).then(({ status }) =>
      expect(status).toBe(403),
    );
    await browser.get('/assessments').expect(303);
  });

  describe('a link is not enough', () => {
    beforeEach(() => signInByLink(service, browser));

    test('and one of the issuers is, by the address once and by the account from then on', async () => {
      const asked = await expectAsked(browser);
      expect(asked.text).toContain('action="/sign-in/nhs"');
      expect(asked.text).toContain('action="/sign-in/care"');
      const _csrf = await tokenOf(browser);
      await send(browser, '/sessions/confirmation', { _csrf }).expect(422);
      const address = await begin(browser, 'nhs', { confirm: 'yes' });
      await comeBack(browser, await new ProviderBrowser().signIn(address, 'nora-1'));
      await expectDone(browser, asked);
      expect(await world.database.selectFrom('identity').selectAll().execute()).toMatchObject([
        { subject: 'nora-1', person_id: people.nora },
      ]);
    });

    const now = () => Math.floor(Date.now() / 1000);
    const confirmWith = async (more: Readonly<Record<string, unknown>>) => {
      const address = await begin(browser, 'care', { confirm: 'yes' });
      expect(address.searchParams.get('acr_values')).toBe('aal3');
      const { nonce, state } = Object.fromEntries(address.searchParams);
      const about = { sub: 'nora-2', email: 'nora@leaders.example', email_verified: true, nonce };
      forger.answer('code', { ...about, ...more });
      return comeBack(browser, `${callbackOf('care')}?code=code&state=${state}`);
    };

    test('nor is an issuer that does not say when and how, or says it was too long ago', async () => {
      for (const more of [
        {},
        { acr: 'aal3' },
        { acr: 'aal3', auth_time: now() - 600 },
        { acr: 'aal3', auth_time: `${now()}` },
        { acr: 'aal2', auth_time: now() },
        { auth_time: now() },
      ]) {
        expect([more, (await confirmWith(more)).status]).toEqual([more, 403]);
        await expectAsked(browser);
      }
      expect((await confirmWith({ acr: 'aal3', auth_time: now() })).status).toBe(303);
      expect((await appointing(browser)).status).toBe(303);
    });

    test('nor does a new link take away what an issuer has confirmed', async () => {
      await confirmWith({ acr: 'aal3', auth_time: now() });
      await send(service.visitor(), '/sign-in-links', {
        email: 'nora@leaders.example',
        return: '',
      });
      await useNewestLink(service, browser);
      expect((await appointing(browser)).status).toBe(303);
    });
  });
});

async function signInByLink(service: Service, browser: Agent): Promise<void> {
  await send(browser, '/sign-in-links', { email: 'nora@leaders.example', return: '' }).expect(303);
  await useNewestLink(service, browser);
}

async function useNewestLink(service: Service, browser: Agent): Promise<Response> {
  await service.deliverMail();
  const link = service.mail.sent.at(-1)?.text.match(/\/sign-in-links\/.*/)?.[0] ?? '';
  return send(browser, link, await open(browser, link)).expect(303);
}
