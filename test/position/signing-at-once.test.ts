import { beforeAll, expect, test } from '@jest/globals';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { askForSignOff, withdrawRequest } from '../../src/position/sign-off/ask-sign-off.ts';
import { reopenPosition } from '../../src/position/sign-off/reopen-position.ts';
import { findOpenRequest, listRequests } from '../../src/position/sign-off/request-store.ts';
import { returnPosition } from '../../src/position/sign-off/return-position.ts';
import { shareWithIcb } from '../../src/position/sign-off/share-with-icb.ts';
import { findStandingSignOff, listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { signPosition } from '../../src/position/sign-off/sign-position.ts';
import { found } from '../../src/shared/problems.ts';
import { listSignedFor } from '../../src/survey/signing-store.ts';
import type { Survey } from '../../src/survey/survey.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { agreeDimension, clock, fingerprintNow, hillOf, joinBoard, upTo } from './signing.ts';

onEachDatabase('at the same moment', (database) => {
  let world: World;
  let hill: Survey;
  const count = async (act: string) =>
    (await actsIn(database(), hill.assessmentId)).filter((each) => each === act).length;
  const mails = async (kind: string) =>
    (await database().selectFrom('message').select('id').where('kind', '=', kind).execute()).length;
  const times = <T>(many: number, act: () => Promise<T>) =>
    Promise.allSettled(Array.from({ length: many }, act));
  const done = (all: readonly PromiseSettledResult<unknown>[]) =>
    all.filter(({ status }) => status === 'fulfilled').length;

  beforeAll(async () => {
    world = await buildWorld(database());
    await closeHill(world);
    await joinBoard(database());
    await agreeDimension(world, 'A', 2);
    hill = await hillOf(world);
  });

  test('asking many times makes one request and one mail', async () => {
    expect(done(await times(5, () => askForSignOff(database(), clock, hill, people.lena)))).toBe(5);
    expect(await listRequests(database(), hill.assessmentId)).toHaveLength(1);
    expect([await count('ask-sign-off'), await mails('sign-off-asked')]).toEqual([1, 1]);
    expect(await listSignedFor(database(), { id: people.sam })).toMatchObject([
      { name: 'Hill NHS Trust', positions: [{ waiting: true, signed: false }] },
    ]);
  });

  test('sending back, taking back and sending back again does one of them', async () => {
    const { id: request } = found(await findOpenRequest(database(), hill.assessmentId));
    const returned = { request, reason: 'Because' };
    const all = await Promise.allSettled([
      returnPosition(database(), clock, hill, returned, people.sam),
      withdrawRequest(database(), clock, hill, people.lena),
      returnPosition(database(), clock, hill, returned, people.sam),
    ]);
    const [ended] = await listRequests(database(), hill.assessmentId);
    expect(ended?.ended).not.toBeNull();
    const acts = [await count('return-position'), await count('withdraw-sign-off-request')];
    expect(acts).toEqual(ended?.ended?.outcome === 'returned' ? [1, 0] : [0, 1]);
    expect(done(all)).toBeGreaterThan(0);
    await askForSignOff(database(), clock, hill, people.lena);
  });

  test('two signatories sign once, and the same one twice is no problem', async () => {
    const read = { fingerprint: await fingerprintNow(world), share: true };
    const before = await mails('signed-off');
    const all = await Promise.allSettled(
      [people.sam, people.bob, people.sam, people.bob].map((by) =>
        signPosition(database(), clock, hill, read, by),
      ),
    );
    expect(done(all)).toBe(2);
    expect(await listSignOffs(database(), hill.assessmentId)).toHaveLength(1);
    expect([await count('sign-off'), await count('share-with-icb')]).toEqual([1, 1]);
    expect((await mails('signed-off')) - before).toBe(1);
    expect(await listSignedFor(database(), { id: people.sam })).toMatchObject([
      { positions: [{ waiting: false, signed: true }] },
    ]);
  });

  test('reopening and sharing leaves nothing shared, and reopens once', async () => {
    const { id: signOff } = found(await findStandingSignOff(database(), hill.assessmentId));
    await shareWithIcb(database(), clock, hill, { signOff, share: false }, people.sam);
    const reopen = () =>
      reopenPosition(database(), clock, hill, { signOff, reason: 'Because' }, people.lena);
    const share = () => shareWithIcb(database(), clock, hill, { signOff, share: true }, people.sam);
    await Promise.allSettled([share(), reopen(), share(), reopen()]);
    const [only] = await listSignOffs(database(), hill.assessmentId);
    expect(only).toMatchObject({ sharedAt: null, reopened: { reason: 'Because' } });
    expect(await count('reopen-position')).toBe(1);
    expect(await listSignedFor(database(), { id: people.sam })).toMatchObject([
      { positions: [{ waiting: false, signed: false }] },
    ]);
    expect(await count('stop-sharing-with-icb')).toBe(await count('share-with-icb'));
  });

  test('agreeing and signing never signs what was not read', async () => {
    for (let level = 3; level < 6; level += 1) {
      await askForSignOff(database(), clock, hill, people.lena);
      const fingerprint = await fingerprintNow(world);
      const next = [upTo('A2', level, level - 2)];
      const [signed, agreed] = await Promise.allSettled([
        signPosition(database(), clock, hill, { fingerprint, share: false }, people.sam),
        recordAgreements(database(), clock, hill.assessmentId, next, people.lena),
      ]);
      expect([signed.status, agreed.status].sort()).toEqual(['fulfilled', 'rejected']);
      const standing = await findStandingSignOff(database(), hill.assessmentId);
      expect(standing?.content.questions.A2?.version).toBe(standing ? level - 2 : undefined);
      if (!standing) continue;
      const reopened = { signOff: standing.id, reason: 'Again' };
      await reopenPosition(database(), clock, hill, reopened, people.lena);
      await recordAgreements(database(), clock, hill.assessmentId, next, people.lena);
    }
  });
});
