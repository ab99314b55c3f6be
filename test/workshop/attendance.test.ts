import { expect, test } from '@jest/globals';
import { families } from '../../src/questionnaire/questionnaire.ts';
import { countAttendance } from '../../src/workshop/room/attendance.ts';
import type { Participant } from '../../src/workshop/room/participant.ts';

/** So many devices of each role family. */
function devices(...counts: readonly number[]): readonly Participant[] {
  return counts.flatMap((count, at) =>
    Array.from({ length: count }, (_, nth) => ({
      id: `${at}-${nth}`,
      label: 100 + nth,
      family: families[at] ?? 'executive',
      leftAt: null,
      removedAt: null,
    })),
  );
}

function wordsOf(...counts: readonly number[]): readonly string[] {
  return countAttendance(devices(...counts)).families.map(({ words }) => words);
}

test('numbers below six are in words, and cannot be worked out from the others', () => {
  expect(wordsOf(1, 2, 0, 0)).toEqual(Array(4).fill('Fewer than six'));
  expect(wordsOf(10, 9, 8, 7)).toEqual(['10', '9', '8', '7']);
  // 12 in all: the number of executives would tell that nobody else was there.
  expect(wordsOf(12, 0, 0, 0)).toEqual(Array(4).fill('Not shown'));
  expect(wordsOf(10, 3, 8, 7)).toEqual(['10', 'Fewer than six', '8', 'Not shown']);
});

test('who left has taken part, who was removed has not', () => {
  const [left, removed, ...others] = devices(8, 0, 0, 0);
  const at = '2026-11-22T10:00:00.000Z';
  expect(
    countAttendance([
      { ...(left as Participant), leftAt: at },
      { ...(removed as Participant), removedAt: at },
      ...others,
    ]),
  ).toMatchObject({ devices: 6, joined: 7 });
});
