import { describe, expect, test } from '@jest/globals';
import { shiftFrom } from '../../src/scoring/agreed-shift.ts';

describe('the shift from the survey to what was agreed', () => {
  test('is agreed minus survey', () => {
    expect(shiftFrom(3.4, 3)).toEqual({ difference: -0.4, flagged: false });
    expect(shiftFrom(2.25, 3)).toEqual({ difference: 0.75, flagged: false });
    expect(shiftFrom(3, 3)).toEqual({ difference: 0, flagged: false });
  });

  test('is flagged from one level, either way', () => {
    expect(shiftFrom(3.2, 2.2)).toEqual({ difference: -1, flagged: true });
    expect(shiftFrom(2, 3)).toEqual({ difference: 1, flagged: true });
    expect(shiftFrom(2, 2.999999)).toEqual({ difference: 0.999999, flagged: false });
  });

  test('is not decided by binary arithmetic: from 3.1 to 4.1 is one level', () => {
    expect(4.1 - 3.1).toBeLessThan(1);
    expect(shiftFrom(3.1, 4.1)).toEqual({ difference: 1, flagged: true });
  });

  test('is null where one of the two is missing', () => {
    expect(shiftFrom(null, 3)).toBeNull();
    expect(shiftFrom(3, null)).toBeNull();
    expect(shiftFrom(null, null)).toBeNull();
  });
});
