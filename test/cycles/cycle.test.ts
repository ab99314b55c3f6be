import { describe, expect, test } from '@jest/globals';
import {
  instantsBetween,
  problemsWith,
  type ScheduledCycle,
  stateOf,
  type WantedCycle,
} from '../../src/cycles/cycle.ts';

const now = new Date('2026-11-22T10:00:00Z');

function cycle(name: string, firstDay: string, lastDay: string): ScheduledCycle {
  const instants = instantsBetween({ firstDay, lastDay });
  return { id: name, name, questionnaireVersion: 1, releasesOn: null, ...instants };
}

const wanted = (firstDay: string, lastDay: string, name = 'Spring 2027'): WantedCycle => ({
  name,
  firstDay,
  lastDay,
  releasesOn: null,
});
const messages = (asked: WantedCycle, others: readonly ScheduledCycle[] = []) =>
  problemsWith(asked, others, now).map(({ message }) => message);

describe('the days of a cycle', () => {
  test('are days in England, in winter and in summer', () => {
    expect(instantsBetween(wanted('2027-01-01', '2027-06-30'))).toEqual({
      opensAt: '2027-01-01T00:00:00.000Z',
      closesAt: '2027-06-30T22:59:59.999Z',
    });
    expect(instantsBetween(wanted('2027-03-28', '2027-10-31'))).toEqual({
      opensAt: '2027-03-28T00:00:00.000Z',
      closesAt: '2027-10-31T23:59:59.999Z',
    });
  });

  test('may be one day, which may be today', () => {
    expect(messages(wanted('2026-11-22', '2026-11-22'))).toEqual([]);
    expect(messages(wanted('2026-11-01', '2026-11-22'))).toEqual([]);
  });

  test('end when or after they begin, and not in the past', () => {
    expect(messages(wanted('2027-02-01', '2027-01-31'))).toEqual([
      'The last day must be the first day or later',
    ]);
    expect(messages(wanted('2026-11-01', '2026-11-21'))).toEqual([
      'The last day must be today or later',
    ]);
    // Before midnight in UTC it is the next day in England already.
    const summerNight = new Date('2027-06-30T23:30:00Z');
    expect(problemsWith(wanted('2027-06-01', '2027-06-30'), [], summerNight)).toHaveLength(1);
  });

  test.each([
    ['2027-02-01', '2028-01-31', '2028-02-01', '1 February 2028'],
    ['2028-02-29', '2029-02-28', '2029-03-01', '1 March 2029'],
    ['2028-03-01', '2029-02-28', '2029-03-01', '1 March 2029'],
  ])('from %s are a year until %s, and %s is too late', (first, last, tooLate, limit) => {
    expect(messages(wanted(first, last))).toEqual([]);
    expect(messages(wanted(first, tooLate))).toEqual([
      `A cycle can be a year long at most: the last day must be before ${limit}`,
    ]);
  });

  test('are refused calmly at the ends of the calendar', () => {
    expect(messages(wanted('0000-01-01', '0000-01-02'))).toHaveLength(1);
    expect(messages(wanted('0050-01-01', '9999-12-31'))).toHaveLength(1);
    expect(messages(wanted('9999-12-31', '9999-12-31'))).toEqual([]);
  });

  test.each([
    ['2027-01-01', '2027-02-28', false],
    ['2027-02-28', '2027-03-01', true],
    ['2027-04-01', '2027-04-02', true],
    ['2027-01-01', '2027-12-31', true],
    ['2027-06-30', '2027-07-01', true],
    ['2027-07-01', '2027-07-02', false],
  ])('%s to %s beside 1 March to 30 June: overlapping is %s', (first, last, overlapping) => {
    const others = [
      cycle('Long ago', '2020-01-01', '2020-06-30'),
      cycle('Early 2027', '2027-03-01', '2027-06-30'),
    ];
    expect(messages(wanted(first, last), others)).toEqual(
      overlapping
        ? ['The days overlap with Early 2027, which is from 1 March 2027 to 30 June 2027']
        : [],
    );
  });
});

test('a name is used once, however it is written, and every problem is said at once', () => {
  const others = [cycle('SPRING 2027', '2027-01-01', '2027-01-31')];
  expect(problemsWith(wanted('2027-01-31', '2027-02-28'), others, now)).toEqual([
    { message: 'There is a cycle with this name already', href: '#name' },
    {
      message: 'The days overlap with SPRING 2027, which is from 1 January 2027 to 31 January 2027',
      href: '#first-day',
    },
  ]);
});

test('a cycle is open from its first instant to its last', () => {
  const one = cycle('Summer', '2027-06-01', '2027-06-30');
  const states = [
    '2027-05-31T22:59:59.999Z',
    '2027-05-31T23:00:00.000Z',
    '2027-06-30T22:59:59.999Z',
    '2027-06-30T23:00:00.000Z',
  ].map((instant) => stateOf(one, new Date(instant)));
  expect(states).toEqual(['not yet open', 'open', 'open', 'closed']);
});
