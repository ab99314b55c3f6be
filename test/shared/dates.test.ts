import { describe, expect, test } from '@jest/globals';
import { dateOf, instantsOf } from '../../src/shared/clock.ts';
import { readDate, typedDate } from '../../src/shared/dates.ts';

function read(day: string, month: string, year: string) {
  const body = { 'close-day': day, 'close-month': month, 'close-year': year };
  return readDate(body, 'close', 'The closing date');
}

describe('a date that somebody typed', () => {
  test.each([
    ['31', '3', '2027', '2027-03-31'],
    ['01', '02', '2028', '2028-02-01'],
    [' 29 ', '2', '2028', '2028-02-29'],
  ])('%s %s %s is read', (day, month, year, date) => {
    expect(read(day, month, year)).toMatchObject({ date, error: null });
  });

  test.each([
    ['', '3', '2027', 'The closing date must include a day', '#close-day'],
    ['31', '', '2027', 'The closing date must include a month', '#close-month'],
    ['31', '3', '', 'The closing date must include a year', '#close-year'],
    ['31', '3', '27', 'Year must have four numbers', '#close-year'],
    ['31', '2', '2027', 'The closing date must be a real date, such as 31 3 2027', '#close-day'],
    ['29', '2', '2027', 'The closing date must be a real date, such as 31 3 2027', '#close-day'],
    ['3', '13', '2027', 'The closing date must be a real date, such as 31 3 2027', '#close-day'],
    ['1e1', '3', '2027', 'The closing date must be a real date, such as 31 3 2027', '#close-day'],
    ['-1', '3', '2027', 'The closing date must be a real date, such as 31 3 2027', '#close-day'],
  ])('%s/%s/%s is refused, and kept as typed', (day, month, year, message, href) => {
    expect(read(day, month, year)).toEqual({
      date: null,
      error: { message, href },
      typed: { day, month, year },
    });
  });

  test('may come as anything', () => {
    for (const body of [undefined, null, {}, { 'close-day': ['1', '2'] }])
      expect(readDate(body, 'close', 'The closing date').date).toBeNull();
  });

  test('is shown again as it would be typed', () => {
    expect(typedDate('2027-03-01')).toEqual({ day: '1', month: '3', year: '2027' });
  });
});

describe('a day in England', () => {
  test.each([
    ['2027-01-15', '2027-01-15T00:00:00.000Z', '2027-01-15T23:59:59.999Z'],
    ['2027-07-15', '2027-07-14T23:00:00.000Z', '2027-07-15T22:59:59.999Z'],
    // Clocks go forward on 28 March and back on 31 October 2027.
    ['2027-03-28', '2027-03-28T00:00:00.000Z', '2027-03-28T22:59:59.999Z'],
    ['2027-10-31', '2027-10-30T23:00:00.000Z', '2027-10-31T23:59:59.999Z'],
  ])('%s runs from its first to its last instant', (date, first, last) => {
    const instants = instantsOf(date);
    expect([instants.first.toISOString(), instants.last.toISOString()]).toEqual([first, last]);
    expect([dateOf(instants.first), dateOf(instants.last)]).toEqual([date, date]);
    expect(dateOf(new Date(instants.first.getTime() - 1))).not.toBe(date);
    expect(dateOf(new Date(instants.last.getTime() + 1))).not.toBe(date);
  });
});
