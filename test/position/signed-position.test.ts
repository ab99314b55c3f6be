import { beforeAll, describe, expect, test } from '@jest/globals';
import { erasePerson } from '../../src/assessment/erase-person.ts';
import { loadPosition, type Position } from '../../src/position/position.ts';
import { icbsAbove } from '../../src/position/sign-off/icb-above.ts';
import {
  fingerprintOf,
  freeze,
  signedPosition,
} from '../../src/position/sign-off/signed-position.ts';
import { people, stage } from '../support/cast.ts';
import { dump, mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { positionOf } from './positions.ts';
import { agreeDimension, agreeOwner, clock, hillOf, joinBoard, signHill } from './signing.ts';

const world = stage();
let position: Position;

beforeAll(async () => {
  await closeHill(world);
  await agreeDimension(world, 'A', 2);
  await agreeOwner(world, 'M01', 'nobody');
  position = await loadPosition(world.database, await hillOf(world), today);
});

describe('a frozen position', () => {
  test('is read back as it was written, fingerprint and all', () => {
    const frozen = freeze(position, today);
    const read = signedPosition.parse(JSON.parse(JSON.stringify(frozen)));
    expect(read).toEqual(frozen);
    expect(fingerprintOf(read)).toBe(fingerprintOf(frozen));
  });

  test('has a fingerprint that the day does not change, and everything else does', () => {
    const frozen = freeze(position, today);
    expect(fingerprintOf({ ...frozen, on: '2026-11-23' })).toBe(fingerprintOf(frozen));
    const { A1, ...others } = frozen.questions;
    const owners = { M01: { ...frozen.owners.M01, owner: 'shared' } };
    const overall = { ...frozen.overall, scored: 2 };
    const dimensions = frozen.dimensions.slice(1);
    for (const change of [{ questions: others }, { owners }, { overall }, { dimensions }])
      expect(fingerprintOf({ ...frozen, ...change } as typeof frozen)).not.toBe(
        fingerprintOf(frozen),
      );
    expect(A1).toBeDefined();
  });

  test('has a fingerprint from which nobody can try out how many disagreed', () => {
    const frozen = freeze(position, today);
    const withHeads = (present: number | null, dissenting: number | null) => ({
      ...frozen,
      questions: { A1: { ...frozen.questions.A1, present, dissenting } },
      owners: { M01: { ...frozen.owners.M01, present, dissenting } },
    });
    const prints = ([null, 3, 4] as const).map((dissenting) =>
      fingerprintOf(withHeads(dissenting && 14, dissenting) as typeof frozen),
    );
    expect(new Set(prints).size).toBe(1);
  });

  test('holds no name of anybody', () => {
    expect(JSON.stringify(freeze(position, today))).not.toMatch(/lena|agreedBy/);
  });

  test('that was tampered with is not read', () => {
    const frozen = freeze(position, today);
    for (const wrong of [{ eligible: 'yes' }, { on: 'today' }, { signedBy: 'lena' }])
      expect(signedPosition.safeParse({ ...frozen, ...wrong }).success).toBe(false);
  });
});

test('an integrated care board has no board above it', async () => {
  await joinBoard(world.database);
  const hill = await hillOf(world);
  expect(await icbsAbove(world.database, hill, today)).toHaveLength(1);
  const organisation = { ...hill.organisation, kind: 'icb' as const };
  expect(await icbsAbove(world.database, { organisation }, today)).toEqual([]);
});

test('who signed and was erased since is nobody any more, and what they signed stays', async () => {
  await signHill(world);
  const content = () => world.database.selectFrom('sign_off').select('content').execute();
  const before = await content();
  await erasePerson(world.database, clock, people.sam);
  await erasePerson(world.database, clock, people.lena);
  expect(await content()).toEqual(before);
  for (const page of ['', '/sign-offs']) {
    const { text } = await world.browsers.fay.get(positionOf(world, page)).expect(200);
    expect(mainText(text)).toMatch(/by somebody who has been erased since on 22 November 2026/i);
    expect(mainText(text)).not.toMatch(/Erased person|\bsam\b|lena/);
  }
  const tables = ['sign_off', 'sign_off_request', 'message', 'agreement'] as const;
  expect(await dump(world.database, tables)).not.toMatch(/sam@|lena/);
});
