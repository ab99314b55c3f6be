import { describe, expect, test } from '@jest/globals';
import { discloseOwnership } from '../../src/disclosure/survey-ownership.ts';
import type { Family } from '../../src/questionnaire/questionnaire.ts';
import { method } from '../../src/scoring/method.ts';
import { type CapabilityOwnership, mapOwnership } from '../../src/scoring/ownership.ts';
import { says, small } from '../scoring/small-questionnaire.ts';

/** What people say of the first capability, by family. */
function said(answers: Partial<Record<Family, Record<string, number>>>): CapabilityOwnership {
  const people = Object.entries(answers).flatMap(([family, counts]) =>
    Object.entries(counts).flatMap(([owner, n]) =>
      Array.from({ length: n }, () => says(family as Family, 3, {}, { M01: owner })),
    ),
  );
  return mapOwnership(small.ownership.capabilities, people).capabilities[0] as CapabilityOwnership;
}
const of = (answers: Parameters<typeof said>[0]) => discloseOwnership(said(answers), method);
const tooFew = { shown: false, why: 'too-few-people' };

describe('who owns a capability', () => {
  test('is withheld where five say, and said where six do', () => {
    expect(of({ executive: { coo: 5 } })).toEqual(tooFew);
    expect(of({ executive: { coo: 5, 'dont-know': 5 } })).toEqual(tooFew);
    expect(of({ executive: { coo: 6, 'dont-know': 4 } })).toEqual({
      shown: true,
      value: { status: 'one-owner', owner: 'coo', share: null, named: [], families: [] },
    });
  });

  test('is not known where fewer than half of the respondents say', () => {
    expect(of({ executive: { coo: 6, 'dont-know': 7 } })).toEqual({
      shown: false,
      why: 'not-scored',
    });
  });

  test.each([
    [
      { coo: 7, cio: 3 },
      { status: 'one-owner', owner: 'coo', share: 0.7 },
    ],
    [
      { shared: 6, cio: 4 },
      { status: 'shared', owner: null, share: 0.6 },
    ],
    [
      { nobody: 8, cio: 3 },
      { status: 'nobody', owner: null, share: 0.7 },
    ],
    [
      { nobody: 4, cio: 3, coo: 3 },
      { status: 'contested', owner: null, share: 0.4 },
    ],
    // Nine answers are not ten.
    [
      { coo: 6, cio: 3 },
      { status: 'one-owner', share: null },
    ],
  ])('%p has the share of the answer given most', (counts, shown) => {
    expect(of({ executive: counts })).toMatchObject({ value: shown });
  });

  test('has no share where all agree, or all but one, so that none of them can tell', () => {
    const [all, allButOne] = [
      of({ executive: { coo: 12 } }),
      of({ executive: { coo: 11, cio: 1 } }),
    ];
    expect(all).toEqual(allButOne);
    expect(all).toMatchObject({ value: { status: 'one-owner', share: null } });
    expect(of({ executive: { coo: 10, cio: 2 } })).toMatchObject({ value: { share: 0.8 } });
  });

  test('has no share where everybody names somebody else', () => {
    const each = Object.fromEntries([...'abcdefghij'].map((role) => [role, 1]));
    expect(of({ executive: each })).toMatchObject({
      value: { status: 'contested', share: null, named: [] },
    });
  });

  test('names the roles that several people named, most named first, and only where contested', () => {
    expect(of({ executive: { cio: 3, coo: 4, cno: 1, nobody: 2 } })).toMatchObject({
      value: { status: 'contested', named: ['coo', 'cio'] },
    });
    expect(of({ executive: { cio: 3, coo: 7 } })).toMatchObject({ value: { named: [] } });
  });
});

describe('role families', () => {
  test('are shown where they differ', () => {
    expect(of({ executive: { coo: 6 }, operational: { nobody: 6 } })).toMatchObject({
      value: {
        status: 'contested',
        families: [
          { family: 'executive', status: 'one-owner', owner: 'coo' },
          { family: 'operational', status: 'nobody', owner: null },
        ],
      },
    });
  });

  test('are not shown where they all say what the whole says', () => {
    expect(of({ executive: { coo: 6 }, operational: { coo: 5, cio: 1 } })).toMatchObject({
      value: { status: 'one-owner', families: [] },
    });
  });

  test('are left out below six, and where fewer than six would be left of the whole', () => {
    expect(of({ executive: { coo: 9 }, operational: { nobody: 5 } })).toMatchObject({
      value: { families: [] },
    });
    expect(
      of({ executive: { coo: 7 }, operational: { nobody: 7 }, digital: { cio: 2 } }),
    ).toMatchObject({
      value: { families: [{ family: 'executive', status: 'one-owner', owner: 'coo' }] },
    });
  });

  test('are left out where most of them do not know', () => {
    expect(of({ executive: { coo: 8 }, operational: { nobody: 6, 'dont-know': 7 } })).toMatchObject(
      { value: { families: [{ family: 'executive' }] } },
    );
  });
});

describe('a capability that is malformed is withheld', () => {
  const given = said({ executive: { coo: 12 } });
  test.each<[string, object]>([
    ['no count', { n: undefined }],
    ['a count that is not that of its families', { n: 13 }],
    ['no families', { families: undefined }],
    ['no roles', { roles: undefined }],
    ['a share above 1', { roles: [{ role: 'coo', share: 12 }] }],
    ['a status that nobody knows', { status: 'mine' }],
  ])('with %s', (_what, change) => {
    expect(discloseOwnership({ ...given, ...change } as CapabilityOwnership, method)).toEqual(
      tooFew,
    );
  });
});
