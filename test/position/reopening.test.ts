import { beforeAll, describe, expect, test } from '@jest/globals';
import { listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { newId } from '../../src/shared/ids.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  fill,
  mainText,
  open,
  refused,
  send,
  textarea,
  tokenOf,
} from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { positionOf } from './positions.ts';
import { agreeDimension, joinBoard, signHill, signingTables } from './signing.ts';

const world = stage();
const address = () => positionOf(world, '/reopening');
const rows = () => dump(world.database, signingTables);
const signOffs = () => listSignOffs(world.database, world.assessments.hill);

describe('reopening a position', () => {
  beforeAll(async () => {
    await closeHill(world);
    await joinBoard(world.database);
    await agreeDimension(world, 'A', 2);
  });

  test('is not offered before it is signed off', async () => {
    const { headers } = await world.browsers.lena.get(address()).expect(303);
    expect(headers.location).toBe(positionOf(world));
    await signHill(world, true);
  });

  test('is for the lead and the signatory', async () => {
    const fields = await open(world.browsers.lena, address());
    await world.browsers.sam.get(address()).expect(200);
    for (const [name, status] of [
      ['fay', 403],
      ['leo', 404],
      ['charlie', 403],
    ] as const) {
      await world.browsers[name].get(address()).expect(status);
      const _csrf = await tokenOf(world.browsers[name]);
      const sent = { ...fields, _csrf, 'reason-note': 'Because' };
      await refused(world, status, () => send(world.browsers[name], address(), sent));
    }
  });

  test('is not for who facilitates it, whatever they lead elsewhere', async () => {
    const facilitating = world.database
      .updateTable('appointment')
      .where('role', '=', 'facilitator');
    await facilitating.set({ person_id: people.leo }).execute();
    await world.browsers.leo.get(positionOf(world)).expect(200);
    const fields = await open(world.browsers.sam, address());
    const _csrf = await tokenOf(world.browsers.leo);
    const sent = { ...fields, _csrf, 'reason-note': 'Because' };
    await refused(world, 404, () => send(world.browsers.leo, address(), sent));
    await facilitating.set({ person_id: people.fay }).execute();
  });

  test('needs a reason, and keeps one that is too long', async () => {
    const before = await rows();
    const none = await fill(world.browsers.lena, address(), { 'reason-note': '' });
    expect(none.status).toBe(422);
    expect(errorsOn(none.text)).toEqual([['Say why', '#reason-note']]);
    const long = `${'a'.repeat(2000)}b`;
    const tooLong = await fill(world.browsers.lena, address(), { 'reason-note': long });
    expect(tooLong.status).toBe(422);
    expect(textarea(tooLong.text, 'reason-note')).toBe(long);
    expect(await rows()).toBe(before);
  });

  test('keeps what was signed, with the reason, and ends the sharing', async () => {
    expect(await signOffs()).toMatchObject([{ sharedAt: expect.any(String), reopened: null }]);
    const [signed] = await signOffs();
    const fields = await open(world.browsers.lena, address());
    const sent = { ...fields, 'reason-note': 'A document was overlooked.' };
    const { headers } = await send(world.browsers.lena, address(), sent).expect(303);
    expect(headers.location).toBe(`${positionOf(world)}?done=reopened`);
    expect(await signOffs()).toEqual([
      {
        ...signed,
        sharedAt: null,
        reopened: {
          at: '2026-11-22T10:00:00.000Z',
          by: { id: people.lena, name: 'lena' },
          reason: 'A document was overlooked.',
        },
      },
    ]);
    expect((await actsIn(world.database, world.assessments.hill)).slice(-2)).toEqual([
      'reopen-position',
      'stop-sharing-with-icb',
    ]);
    const before = await rows();
    await send(world.browsers.lena, address(), sent).expect(303);
    expect(await rows()).toBe(before);
    const text = mainText((await world.browsers.sam.get(positionOf(world)).expect(200)).text);
    expect(text).toContain('lena reopened it on 22 November 2026 at 10am.');
    expect(text).toContain('A document was overlooked.');
  });

  test('lets it be changed and signed again; both stay to be seen, each as it was', async () => {
    const old = await signOffs();
    await agreeDimension(world, 'A', 3);
    await signHill(world);
    const all = await signOffs();
    expect(all).toHaveLength(2);
    expect(all[1]).toEqual(old[0]);
    expect(all[0]?.sharedAt).toBeNull();
    const list = await world.browsers.fay.get(positionOf(world, '/sign-offs')).expect(200);
    expect(mainText(list.text)).toContain('A document was overlooked.');
    for (const [at, level] of [
      [0, 'Level 3. Level 4'],
      [1, 'Level 2. Level 3'],
    ] as const) {
      const page = positionOf(world, `/sign-offs/${all[at]?.id}`);
      const { text } = await world.browsers.fay.get(page).expect(200);
      expect(mainText(text)).toContain(level);
    }
  });

  test('from an old page does not reopen the new one', async () => {
    const [standing, reopened] = await signOffs();
    const before = await rows();
    const fields = { _csrf: await tokenOf(world.browsers.sam), 'reason-note': 'Again' };
    await send(world.browsers.sam, address(), { ...fields, of: reopened?.id ?? '' }).expect(303);
    await send(world.browsers.sam, address(), { ...fields, of: newId() }).expect(404);
    expect(await rows()).toBe(before);
    await send(world.browsers.sam, address(), { ...fields, of: standing?.id ?? '' }).expect(303);
    expect((await signOffs())[0]?.reopened).toMatchObject({ by: { name: 'sam' }, reason: 'Again' });
  });
});
