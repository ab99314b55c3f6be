import { describe, expect, test } from '@jest/globals';
import { aheadOf, aheadTable } from '../../../src/benchmark/beside/ahead.ts';
import { type BasisComparison, comparison } from '../../../src/benchmark/beside/comparison.ts';
import type { SignedPosition } from '../../../src/position/sign-off/signed-position.ts';
import { latestVersion, loadQuestionnaire } from '../../../src/questionnaire/versions.ts';
import { group, onBasis, seven, withheld } from './comparing.ts';

const questionnaire = loadQuestionnaire(latestVersion, 'trust');
const [first, second] = questionnaire.dimensions;

function stored(changes: Record<string, unknown>, own: unknown = { value: 2.9 }): BasisComparison {
  const compared = onBasis('survey', [group('kind:trust', seven(3, 1), changes)], own);
  return comparison.parse({ bases: [compared] }).bases[0] as BasisComparison;
}

function ahead(compared: BasisComparison, signed: SignedPosition['questions'] | null = null) {
  const [peers] = compared.groups;
  if (!peers) throw new Error('There is no group');
  return aheadOf(compared.own, peers, questionnaire, signed);
}

const codes = (list: ReturnType<typeof ahead>) => list.map(({ code }) => code);

describe('where peers are ahead', () => {
  test('are the three dimensions in which most are clearly higher, then in their order', () => {
    const changes = {
      B: seven(0, 4),
      D: seven(0, 6),
      F: seven(0, 4),
      G: seven(1, 5),
      H: seven(0, 2),
    };
    expect(codes(ahead(stored(changes)))).toEqual(['D', 'G', 'B']);
  });

  test('is nowhere where no more are clearly higher than clearly lower', () => {
    expect(ahead(stored({ B: seven(3, 3), C: withheld('protects-another') }))).toEqual([]);
    expect(codes(ahead(stored({ B: seven(2, 3) })))).toEqual(['B']);
  });

  test('begins with those that all but say that everybody is', () => {
    const most = seven(0, 7);
    const all = { ...most, value: { ...most.value, counts: { most: 'higher' as const } } };
    const list = ahead(stored({ B: seven(0, 6), E: all }));
    expect(codes(list)).toEqual(['E', 'B']);
    expect(list.map(({ sentence }) => sentence)).toEqual([
      'Most of 7 peers are clearly higher.',
      '6 of 7 peers are clearly higher.',
    ]);
  });

  test('never counts the overall, nor a dimension of which the own value is not shown exactly', () => {
    expect(ahead(stored({ overall: seven(0, 7) }))).toEqual([]);
    const bound = { shown: true, value: { kind: 'below', limit: 1.4 } };
    expect(ahead(stored({ B: seven(0, 6) }, bound))).toEqual([]);
  });
});

describe('one level ahead', () => {
  test('is, of a survey, the whole level above: its statements, question by question', () => {
    const [{ steps } = { steps: [] }] = ahead(stored({ A: seven(0, 5) }));
    expect(steps.map(({ next }) => next)).toEqual(first?.questions.map(() => '3 Adopted'));
    expect(steps.map(({ asks }) => asks)).toEqual(
      first?.questions.map(({ statements }) => statements[3].map(({ text }) => text)),
    );
    expect(steps.every(({ now }) => now === '')).toBe(true);
  });

  test('is, of what was agreed, what each question lacks: statements, or evidence for them', () => {
    const [one, two, three, four] = (second?.questions ?? []).map(({ code }) => code);
    const signed = {
      [`${one}`]: agreed({ claimed: 2, evidenced: 2, heldBy: [`${one}-3`] }),
      [`${two}`]: agreed({ claimed: 4, evidenced: 3, lackEvidence: statementsOf(`${two}`, 4) }),
      [`${three}`]: { score: { status: 'not-applicable' } },
      [`${four}`]: agreed({ claimed: 5, evidenced: 5 }),
    } as unknown as SignedPosition['questions'];
    const [{ steps } = { steps: [] }] = ahead(stored({ B: seven(0, 5) }), signed);
    expect(steps.map(({ now, next }) => [now, next])).toEqual(
      [
        statementsOf(`${one}`, 3).includes(`${one}-3`) ? ['2 Installed', '3 Adopted'] : null,
        ['3 Adopted', '4 Embedded'],
      ].filter(Boolean),
    );
    expect(steps.at(-1)?.asks.every((ask) => ask.startsWith('Evidence that: '))).toBe(true);
  });

  test('as a table has a row for each thing that is asked', () => {
    const list = ahead(stored({ A: seven(0, 5) }));
    const { columns, rows } = aheadTable(list);
    expect(rows).toHaveLength(
      list.flatMap(({ steps }) => steps.flatMap(({ asks }) => asks)).length,
    );
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});

function agreed(score: {
  claimed: number;
  evidenced: number;
  heldBy?: string[];
  lackEvidence?: string[];
}) {
  return { score: { status: 'agreed', heldBy: [], lackEvidence: [], ...score } };
}

function statementsOf(question: string, level: 3 | 4): string[] {
  const found = second?.questions.find(({ code }) => code === question);
  return (found?.statements[level] ?? []).map(({ code }) => code);
}
