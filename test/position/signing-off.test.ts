import { beforeAll, describe, expect, test } from '@jest/globals';
import type { NewAgreement } from '../../src/position/agreement.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { method } from '../../src/scoring/method.ts';
import { newId } from '../../src/shared/ids.ts';
import { people, stage } from '../support/cast.ts';
import { dump, fieldsOf, mainText, open, refused, send, tokenOf } from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { positionOf } from './positions.ts';
import {
  agreeDimension,
  agreeOwner,
  appoint,
  ask,
  clock,
  fingerprintNow,
  newMailsOf,
  signingTables,
  upTo,
} from './signing.ts';

const world = stage();
const newMails = newMailsOf(world);
const address = () => positionOf(world, '/sign-off');
const page = async () => (await world.browsers.sam.get(address()).expect(200)).text;
const rows = () => dump(world.database, signingTables);
const signOffs = () => listSignOffs(world.database, world.assessments.hill);

const agreeMore = (agreement: NewAgreement) =>
  recordAgreements(world.database, clock, world.assessments.hill, [agreement], people.lena);

describe('signing off a position', () => {
  beforeAll(async () => {
    await closeHill(world);
    await agreeDimension(world, 'A', 3);
    await agreeMore(upTo('A1', 2, 1));
    await agreeOwner(world, 'M01', 'nobody');
  });

  test('needs a lead who asks for it', async () => {
    const fields = { _csrf: await tokenOf(world.browsers.sam) };
    const fingerprint = await fingerprintNow(world);
    await refused(world, 409, () =>
      send(world.browsers.sam, address(), { ...fields, fingerprint }),
    );
    expect(await signOffs()).toEqual([]);
    await ask(world);
    await newMails();
  });

  test('shows all that is signed on one page', async () => {
    const text = mainText(await page());
    expect(text).toContain('lena asked for this on 22 November 2026 at 10am.');
    expect(text).toContain('At most 2 Installed, held there by Accountable ownership.');
    expect(text).toContain('Level 2. Level 3 is held by: “');
    expect(text).toContain('Held at 2: “');
    expect(text).toContain('Not scored: 0 of 5 questions agreed');
    expect(text).toContain('Nobody Desk agreement by the assessment lead');
    expect(text).toContain('Without an agreed owner: ');
    expect(text).toContain('questionnaire version 1, method version 1');
  });

  test('is for the signatory alone', async () => {
    const fields = await open(world.browsers.sam, address());
    for (const [name, status] of [
      ['lena', 403],
      ['fay', 403],
      ['leo', 403],
      ['charlie', 403],
      ['nora', 403],
    ] as const) {
      await world.browsers[name].get(address()).expect(status);
      const _csrf = await tokenOf(world.browsers[name]);
      await refused(world, status, () =>
        send(world.browsers[name], address(), { ...fields, _csrf }),
      );
    }
    await world.browsers.sam.get(`/positions/${world.assessments.dale}/sign-off`).expect(404);
    await world.browsers.sam.get(`/positions/${newId()}/sign-off`).expect(404);
    await world.browsers.sam.get('/positions/hill/sign-off').expect(404);
    expect(await signOffs()).toEqual([]);
  });

  test('with anything but this form is refused', async () => {
    const fields = await open(world.browsers.sam, address());
    const before = await rows();
    for (const wrong of [
      { sharing: 'all' },
      { signedBy: people.lena },
      { fingerprint: ['a', 'b'] },
    ])
      expect((await send(world.browsers.sam, address(), { ...fields, ...wrong })).status).toBe(422);
    expect(await rows()).toBe(before);
  });

  test('is refused if the position has changed since, and shows the new one', async () => {
    const fields = await open(world.browsers.sam, address());
    await agreeMore(upTo('B1', 4));
    const before = await rows();
    const { text, status } = await send(world.browsers.sam, address(), fields);
    expect(status).toBe(409);
    expect(mainText(text)).toContain('The position has changed since you opened this page.');
    expect(mainText(text)).toContain('Claimed 4, evidenced 3: “');
    expect(await rows()).toBe(before);
    expect(fieldsOf(text).fingerprint).not.toBe(fields.fingerprint);
    expect(fieldsOf(text).fingerprint).toBe(await fingerprintNow(world));
  });

  test('is not done by who asked for it', async () => {
    await appoint(world, people.lena, 'signatory');
    const lena = world.browsers.lena;
    expect(mainText((await lena.get(address()).expect(200)).text)).toContain(
      'Somebody else has to sign it',
    );
    const fields = { _csrf: await tokenOf(lena), fingerprint: await fingerprintNow(world) };
    await refused(world, 403, () => send(lena, address(), fields));
    expect(await signOffs()).toEqual([]);
  });

  test('keeps who, when, the versions and the whole position, and tells the leads', async () => {
    const fields = await open(world.browsers.sam, address());
    const { headers } = await send(world.browsers.sam, address(), fields).expect(303);
    expect(headers.location).toBe(`${positionOf(world)}?done=signed`);
    expect(await signOffs()).toMatchObject([
      {
        signedAt: clock().toISOString(),
        signedBy: { id: people.sam, name: 'sam' },
        questionnaireVersion: 1,
        methodVersion: method.version,
        sharedAt: null,
        reopened: null,
        content: {
          on: '2026-11-22',
          questions: { A1: { version: 2, method: 'desk', score: { claimed: 2, evidenced: 2 } } },
          owners: { M01: { owner: 'nobody' } },
          overall: { overall: null, scored: 1, secured: { level: null, atMost: 2 } },
        },
      },
    ]);
    const acts = await actsIn(world.database, world.assessments.hill);
    expect(acts.at(-1)).toBe('sign-off');
    const mails = await newMails();
    expect(mails).toMatchObject([
      { to: 'lena@leaders.example', subject: 'The position of Hill NHS Trust is signed off' },
    ]);
    expect(JSON.stringify(mails)).not.toMatch(/Level|Installed|sam/);
  });

  test('a second time with the same button changes nothing', async () => {
    const before = await rows();
    const fields = {
      _csrf: await tokenOf(world.browsers.sam),
      fingerprint: await fingerprintNow(world),
    };
    await send(world.browsers.sam, address(), { ...fields, sharing: 'private' }).expect(303);
    expect(await rows()).toBe(before);
    const other = { ...fields, fingerprint: 'another' };
    await refused(world, 409, () => send(world.browsers.sam, address(), other));
    expect(await rows()).toBe(before);
  });

  test('freezes it: nothing more can be agreed, nor asked for', async () => {
    for (const agreement of [upTo('A1', 3, 2), upTo('B2', 2)])
      await expect(agreeMore(agreement)).rejects.toMatchObject({ kind: 'conflict' });
    await ask(world, 409);
    const text = mainText((await world.browsers.lena.get(positionOf(world)).expect(200)).text);
    expect(text).toContain(
      'Signed off by sam on 22 November 2026 at 10am, with questionnaire version 1, method version 1.',
    );
  });

  test('is seen afterwards by everybody who sees the position, as it was', async () => {
    const [{ id } = { id: '' }] = await signOffs();
    for (const name of ['lena', 'fay', 'sam'] as const) {
      const { text } = await world.browsers[name].get(positionOf(world, '/sign-offs')).expect(200);
      expect(mainText(text)).toContain('By sam on 22 November 2026 at 10am');
      expect(text).toContain(positionOf(world, `/sign-offs/${id}`));
      const signed = await world.browsers[name].get(positionOf(world, `/sign-offs/${id}`));
      expect(mainText(signed.text)).toContain('Level 2. Level 3 is held by: “');
    }
    await world.browsers.leo.get(positionOf(world, '/sign-offs')).expect(404);
    await world.browsers.leo.get(positionOf(world, `/sign-offs/${id}`)).expect(404);
    await world.browsers.charlie.get(positionOf(world, '/sign-offs')).expect(403);
    await world.browsers.leo
      .get(`/positions/${world.assessments.dale}/sign-offs/${id}`)
      .expect(404);
    await world.browsers.lena.get(positionOf(world, `/sign-offs/${newId()}`)).expect(404);
    await world.browsers.lena.get(positionOf(world, '/sign-offs/latest')).expect(404);
  });

  test('is refused to a second signatory, and says who was first', async () => {
    await appoint(world, people.bob, 'signatory');
    const bob = await world.service.as(people.bob);
    const fields = { _csrf: await tokenOf(bob), fingerprint: await fingerprintNow(world) };
    const { text } = await refused(world, 409, () => send(bob, address(), fields));
    expect(mainText(text)).toContain('This position has been signed off already, by sam.');
  });
});
