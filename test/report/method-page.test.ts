import { beforeAll, describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';

describe('what the method page says of the agreed position', () => {
  const world = stage();
  let text: string;

  beforeAll(async () => {
    text = mainText((await world.service.visitor().get('/method').expect(200)).text);
  });

  test('is from which level and with which grade evidence counts, and for how long', () => {
    expect(text).toContain('From level 4 each statement of the level needs evidence of grade E2');
    expect(text).toContain('A document older than 18 months, without a date or of a later day');
  });

  test('is what makes confidence high and medium, and which difference is pointed out', () => {
    expect(text).toContain('high from 75%, medium from 40%, otherwise low');
    expect(text).toContain('A difference of 1 level or more');
  });

  test('is when it may be compared, and what a gate does while nobody knows', () => {
    expect(text).toContain('if at least 75% of the dimensions that apply have a score');
    expect(text).toContain('caps the score while its statement is not met or not known');
  });
});
