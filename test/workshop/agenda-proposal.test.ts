import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Agreements } from '../../src/position/agreement.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import {
  type AgendaItem,
  type Reason,
  reasons,
  stepsOf,
} from '../../src/workshop/agenda/agenda.ts';
import { leftOverOf, proposeAgenda } from '../../src/workshop/agenda/agenda-proposal.ts';
import { type Said, surveyed } from './surveyed.ts';

const questionnaire = loadQuestionnaire(latestVersion, 'trust');
const codes = questionsOf(questionnaire).map(({ code }) => code);
const capabilities = questionnaire.ownership.capabilities.map(({ code }) => code);
const gates = new Set(questionnaire.gates.map(({ statement }) => statement.slice(0, 2)));
const ungated = codes.filter((code) => !gates.has(code));
const none: Agreements = { questions: new Map(), owners: new Map() };
const plain = { questionnaire, disclosed: null, agreements: none, leftOver: [] };

function agreed(items: readonly string[], agreedAt = '2026-11-22T10:00:00.000Z'): Agreements {
  const rows = items.map((item) => [item, { item, agreedAt }] as const);
  return {
    questions: new Map(rows.filter(([item]) => codes.includes(item))),
    owners: new Map(rows.filter(([item]) => capabilities.includes(item))),
  } as unknown as Agreements;
}

function item(code: string, more: Partial<AgendaItem> = {}): AgendaItem {
  return { item: code, position: 0, together: false, reasons: [], ...more };
}

const itemsOf = (agenda: readonly AgendaItem[]) => agenda.map(({ item }) => item);
const reasonsFor = (agenda: readonly AgendaItem[], code: string) =>
  agenda.find(({ item }) => item === code)?.reasons;

describe('the agenda that is proposed', () => {
  // Seven questions without a gate, said to be as different as they can be, in the wrong order.
  const [moderate, blind, gap, weak, split, strong, , other] = ungated as string[];
  const said: Record<string, Said> = {
    [moderate as string]: { agreement: 'moderate' },
    [blind as string]: { agreement: 'strong', blindSpot: true },
    [gap as string]: { agreement: 'moderate', gap: true },
    [weak as string]: { agreement: 'weak', blindSpot: true },
    [split as string]: { agreement: 'split', gap: true },
    [strong as string]: { agreement: 'strong' },
  };
  const agenda = proposeAgenda({ ...plain, disclosed: surveyed(questionnaire, said) });

  test('puts each question where the first of its reasons puts it', () => {
    const before = (code: string | undefined) => itemsOf(agenda).indexOf(code as string);
    const gate = [...gates][0];
    const order = [split, weak, gate, gap, blind, moderate, other, strong];
    const places = order.map(before);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
  });

  test('keeps all reasons of a question', () => {
    expect(reasonsFor(agenda, split as string)).toEqual(['split', 'gap']);
    expect(reasonsFor(agenda, weak as string)).toEqual(['weak', 'blind-spot']);
    expect(reasonsFor(agenda, blind as string)).toEqual(['blind-spot', 'strong']);
    expect(reasonsFor(agenda, [...gates][0] as string)).toEqual(['gate', 'not-shown']);
    expect(reasonsFor(agenda, other as string)).toEqual(['not-shown']);
  });

  test('confirms only those together that are strong and nothing else', () => {
    const together = agenda.filter(({ item, together }) => together && codes.includes(item));
    expect(itemsOf(together)).toEqual([strong]);
    expect(stepsOf(agenda).at(-2)).toBe('together');
  });

  test('settles the capabilities that are nobody’s, then those that are contested', () => {
    const owners = { M05: 'contested', M03: 'one-owner', M07: 'nobody', M01: 'shared' } as const;
    const disclosed = surveyed(questionnaire, said, owners);
    const proposed = proposeAgenda({ ...plain, disclosed });
    expect(itemsOf(proposed).filter((code) => code.startsWith('M'))).toEqual(['M07', 'M05']);
    expect(reasonsFor(proposed, 'M07')).toEqual(['nobody']);
  });

  test('without a survey is everything, in the order of the questionnaire', () => {
    const proposed = proposeAgenda(plain);
    expect(itemsOf(proposed)).toEqual([...codes, ...capabilities]);
    expect(proposed.some(({ item, together }) => together && codes.includes(item))).toBe(false);
    expect(stepsOf(proposed)).toEqual([...codes, 'ownership']);
  });

  test('is the same where nothing of a survey may be shown', () => {
    const disclosed = surveyed(questionnaire, {});
    expect(proposeAgenda({ ...plain, disclosed })).toEqual(proposeAgenda(plain));
  });

  test('leaves out what is agreed already', () => {
    const agreements = agreed(['A1', 'M02']);
    const proposed = itemsOf(proposeAgenda({ ...plain, agreements }));
    expect(proposed).toEqual([...codes, ...capabilities].filter((c) => c !== 'A1' && c !== 'M02'));
  });

  test('begins with what was left over, in its order, and marks it', () => {
    const left = [item('C1'), item('A2'), item('M04', { together: true })];
    const disclosed = surveyed(questionnaire, said, { M07: 'nobody' });
    const proposed = proposeAgenda({ ...plain, disclosed, leftOver: left });
    expect(itemsOf(proposed).slice(0, 2)).toEqual(['C1', 'A2']);
    expect(reasonsFor(proposed, 'C1')?.[0]).toBe('left-over');
    expect(itemsOf(proposed).filter((code) => code.startsWith('M'))).toEqual(['M04', 'M07']);
  });

  test('has what was left over although it was agreed before that workshop', () => {
    const agreements = agreed(['A1', 'C1', 'M04']);
    const left = [item('C1'), item('M04', { together: true })];
    const proposed = itemsOf(proposeAgenda({ ...plain, agreements, leftOver: left }));
    expect(proposed).not.toContain('A1');
    expect(proposed[0]).toBe('C1');
    expect(proposed).toContain('M04');
  });

  test('has every question once that is not agreed, in the order of first reasons', () => {
    fc.assert(
      fc.property(survey, fc.subarray(codes), (some, already) => {
        const agreements = agreed(already);
        const disclosed = surveyed(questionnaire, some);
        const proposed = proposeAgenda({ ...plain, disclosed, agreements });
        const questions = proposed.filter(({ item }) => codes.includes(item));
        expect(itemsOf(questions).toSorted()).toEqual(
          codes.filter((code) => !already.includes(code)).toSorted(),
        );
        if (Object.keys(some).length === 0) return;
        const ranks = questions.map((each) => reasons.indexOf(each.reasons[0] as Reason));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(proposed.map(({ position }) => position)).toEqual(proposed.map((_, at) => at));
      }),
    );
  });

  test('says the same of what is withheld and of what does not exist', () => {
    fc.assert(
      fc.property(survey, (some) => {
        const disclosed = surveyed(questionnaire, some);
        const absent = surveyed(questionnaire, some, {}, { leaveOut: true });
        expect(proposeAgenda({ ...plain, disclosed })).toEqual(
          proposeAgenda({ ...plain, disclosed: absent }),
        );
      }),
    );
  });
});

describe('what a workshop left over', () => {
  test('is what was not agreed since it was prepared, in the order of its agenda', () => {
    const agenda = ['A1', 'A2', 'B1'].map((code, position) => item(code, { position }));
    const agreements: Agreements = {
      questions: new Map([
        ...agreed(['A2'], '2026-11-01T10:00:00.000Z').questions,
        ...agreed(['A1'], '2026-11-03T10:00:00.000Z').questions,
      ]),
      owners: new Map(),
    };
    const left = leftOverOf(agenda, '2026-11-02T10:00:00.000Z', agreements);
    expect(itemsOf(left)).toEqual(['A2', 'B1']);
  });
});

/** What a survey may say about some of the questions. */
const survey = fc
  .dictionary(
    fc.constantFrom(...codes),
    fc.record({
      agreement: fc.constantFrom('strong', 'moderate', 'weak', 'split'),
      gap: fc.boolean(),
      blindSpot: fc.boolean(),
    }),
  )
  .map((said) => ({ ...said }) as Record<string, Said>);
