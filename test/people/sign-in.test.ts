import { describe, expect, test } from '@jest/globals';
import pino from 'pino';
import request from 'supertest';
import { createApp, type Parts } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { Outbox } from '../../src/mail/outbox.ts';
import { serve } from '../../src/shared/http.ts';
import { newId } from '../../src/shared/ids.ts';
import { Live } from '../../src/workshop/live.ts';
import { baseOf, people, stage } from '../support/cast.ts';
import { mainText, refused, send } from '../support/pages.ts';
import { field, mailingOver, today } from '../support/service.ts';
import { leadingElsewhere } from './links.ts';

const world = stage();
const visitor = () => world.service.visitor();

describe('signing in', () => {
  test('is offered as each of the cast', async () => {
    const { text } = await visitor().get('/sign-in').expect(200);
    for (const id of Object.values(people))
      expect(text).toContain(`<input type="hidden" name="person" value="${id}">`);
  });

  test('leads home, and the frame then says who is signed in', async () => {
    const browser = visitor();
    const { headers } = await send(browser, '/sessions', { person: people.alice }).expect(303);
    expect(headers.location).toBe('/assessments');
    const { text } = await browser.get('/assessments').expect(200);
    expect(text).toContain('alice');
    expect((await browser.get('/sign-in').expect(303)).headers.location).toBe('/assessments');
  });

  test.each([
    ['nobody', {}],
    ['somebody who does not exist', { person: newId() }],
    ['an empty name', { person: '' }],
    ['two people', { person: [people.alice, people.bob] }],
    ['a prototype', { person: '__proto__' }],
  ])('as %s is refused', async (_who, form) => {
    const response = await refused(world, 422, () => send(visitor(), '/sessions', form));
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  test('as a real person who is not in the cast is refused', async () => {
    const id = newId();
    await world.database
      .insertInto('person')
      .values({ id, name: 'Real', job_title: 'Leader', created_at: today.toISOString() })
      .execute();
    await refused(world, 422, () => send(visitor(), '/sessions', { person: id }));
  });

  test('goes back to the page that asked for it', async () => {
    const browser = visitor();
    const page = `${baseOf(world)}/questions/A1?change`;
    const asked = await browser.get(page).expect(303);
    expect(asked.headers.location).toBe(`/sign-in?return=${encodeURIComponent(page)}`);
    const { text } = await browser.get(asked.headers.location as string).expect(200);
    const form = { person: people.alice, return: field(text, 'return') };
    expect((await send(browser, '/sessions', form).expect(303)).headers.location).toBe(page);
    await browser.get(page).expect(200);
  });
});

describe('an address to go back to that leads elsewhere leads home instead', () => {
  test.each(leadingElsewhere)('%p', async (address) => {
    const page = await visitor()
      .get(`/sign-in?return=${encodeURIComponent(address)}`)
      .expect(200);
    expect(field(page.text, 'return')).toBe('');
    const form = { person: people.alice, return: address };
    const { headers } = await send(visitor(), '/sessions', form).expect(303);
    expect(headers.location).toBe('/assessments');
    const signedIn = await world.browsers.bob
      .get(`/sign-in?return=${encodeURIComponent(address)}`)
      .expect(303);
    expect(signedIn.headers.location).toBe('/assessments');
  });

  test('two addresses', async () => {
    const { text } = await visitor().get('/sign-in?return=/a&return=//evil.example').expect(200);
    expect(field(text, 'return')).toBe('');
  });
});

describe('somebody who is not signed in', () => {
  const form = { 'A1-answer': '3', 'A1-note': 'Half an hour of thought <b>' };

  test.each(['GET', 'HEAD'] as const)('is sent to sign in by %s', async (method) => {
    const [browser, page] = [visitor(), `${baseOf(world)}/answers`];
    const response = await (method === 'GET' ? browser.get(page) : browser.head(page));
    expect([response.status, response.headers.location]).toEqual([
      303,
      `/sign-in?return=${encodeURIComponent(page)}`,
    ]);
  });

  test('gets their words back when they send a form, and a way to sign in', async () => {
    const response = await refused(world, 401, () =>
      send(visitor(), `${baseOf(world)}/questions/A1`, form),
    );
    expect(mainText(response.text)).toContain('What you typed');
    expect(response.text).toContain('Half an hour of thought &lt;b&gt;</textarea>');
    expect(response.text).toContain('href="/sign-in"');
  });

  test('is told so in JSON when it is a script', async () => {
    const response = await refused(world, 401, () =>
      send(visitor(), `${baseOf(world)}/questions/A1`, form).set('Accept', 'application/json'),
    );
    expect(response.body.message).toMatch('Your session has ended');
  });

  test('cannot sign out', async () => {
    await refused(world, 401, () => send(visitor(), '/sessions/end', {}));
  });
});

describe('outside a demonstration', () => {
  const config = { ...readConfig({}), demonstration: false };
  const clock = () => today;
  const log = pino({ enabled: false });
  const cast = [
    { personId: people.alice, name: '', jobTitle: '', organisation: '', whatToSee: '' },
  ];
  const outbox = new Outbox(clock);
  const create = (values: Partial<Parts>) => {
    const common = { config, database: world.database, clock, log };
    const live = new Live(common);
    const mailing = mailingOver(outbox, common);
    return createApp({ ...common, live, mailing, cast: [], outbox: null, ...values });
  };

  test('there is no cast to sign in as, and no outbox to read', () => {
    expect(() => create({ cast })).toThrow('only in a demonstration');
    expect(() => create({ outbox })).toThrow('only in a demonstration');
  });

  test('a link is the one way to sign in', async () => {
    const service = serve(create({}));
    const { text } = await request(service).get('/sign-in').expect(200);
    expect(text).toContain('action="/sign-in-links"');
    expect(text).not.toMatch(/demonstration|action="\/sessions"|\/outbox/i);
    const form = { person: people.alice };
    await request(service).post('/sessions').type('form').send(form).expect(422);
    await request(service).get('/outbox').expect(404);
    expect((await request(service).get('/sign-in/sent').expect(200)).text).not.toContain('/outbox');
  });
});
