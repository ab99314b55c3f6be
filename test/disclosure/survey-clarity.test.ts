import { describe, expect, test } from '@jest/globals';
import { discloseClarity } from '../../src/disclosure/survey-clarity.ts';
import { discloseOwnership } from '../../src/disclosure/survey-ownership.ts';
import { method } from '../../src/scoring/method.ts';
import { mapOwnership } from '../../src/scoring/ownership.ts';
import { says, small } from '../scoring/small-questionnaire.ts';

/** So many people for each answer, by capability; those who are left do not answer it. */
function of(size: number, counts: Record<string, Record<string, number>>) {
  const lists = Object.entries(counts).map(
    ([code, answers]) =>
      [
        code,
        Object.entries(answers).flatMap(([owner, n]) => Array<string>(n).fill(owner)),
      ] as const,
  );
  const people = Array.from({ length: size }, (_, i) =>
    says(
      'executive',
      3,
      {},
      Object.fromEntries(
        lists.flatMap(([code, owners]) => {
          const owner = owners[i];
          return owner === undefined ? [] : [[code, owner]];
        }),
      ),
    ),
  );
  const map = mapOwnership(small.ownership.capabilities, people);
  const capabilities = map.capabilities.map((capability) => ({
    code: capability.code,
    result: discloseOwnership(capability, method),
  }));
  return discloseClarity(map, capabilities, method);
}

describe('the clarity index', () => {
  test('is in whole per cent', () => {
    // 7/10, 4/10 and 6/10 make 56.7 %.
    expect(
      of(10, {
        M01: { coo: 7, cio: 3 },
        M02: { coo: 4, cio: 3, cno: 3 },
        M03: { coo: 6, cio: 4 },
      }),
    ).toEqual({ shown: true, value: 57 });
  });

  test('is nothing where no capability has six answers, or none has a status', () => {
    expect(of(6, { M01: { coo: 3, cio: 2 } })).toEqual({ shown: false, why: 'too-few-people' });
    expect(of(20, { M01: { coo: 3, cio: 2 } })).toEqual({ shown: false, why: 'not-scored' });
  });

  test('is nothing so near an end that it says what each of them said', () => {
    // Ten people: from 10 % to 90 %.
    const bound = { shown: false, why: 'only-a-bound' };
    expect(of(10, { M01: { coo: 10 }, M02: { cio: 10 } })).toEqual(bound);
    expect(of(10, { M01: { nobody: 10 }, M02: { shared: 10 } })).toEqual(bound);
    // Nine of ten and nine of ten are 90 %; neither has a share of its own.
    expect(of(10, { M01: { coo: 9, cio: 1 }, M02: { coo: 9, cio: 1 } })).toEqual({
      shown: true,
      value: 90,
    });
  });

  test('is withheld where one capability alone does not show its share', () => {
    const others = { M01: { coo: 7, cio: 3 }, M02: { coo: 6, cio: 4 } };
    expect(of(10, others)).toEqual({ shown: true, value: 65 });
    // All ten agree on the third, which would be 3 · 77 % − 70 % − 60 %.
    const protects = { shown: false, why: 'protects-another' };
    expect(of(10, { ...others, M03: { coo: 10 } })).toEqual(protects);
    expect(of(10, { ...others, M03: { coo: 10 }, M04: { cio: 10 } })).toMatchObject({
      shown: true,
    });
    // The share of "nobody" is shown, and not that of the role that enters the index.
    expect(of(10, { ...others, M03: { nobody: 8, coo: 2 } })).toEqual(protects);
  });
});
