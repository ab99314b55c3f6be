import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findQuestion } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { found } from '../../src/shared/problems.ts';
import { choices } from '../../src/workshop/room/choice.ts';
import { tallyOf, tallyRows, tallyWords } from '../../src/workshop/room/round.ts';

const questionnaire = loadQuestionnaire(latestVersion, 'trust');
const question = found(findQuestion(questionnaire, 'A1'));
const votes = fc.array(fc.constantFrom(...choices), { maxLength: 20 });

test('a tally counts every vote once, whatever their order, and nothing below four', () => {
  fc.assert(
    fc.property(votes, fc.nat(), (cast, turn) => {
      const tally = tallyOf(cast);
      const at = cast.length === 0 ? 0 : turn % cast.length;
      expect(tallyOf([...cast.slice(at), ...cast.slice(0, at)])).toEqual(tally);
      if (tally === 'too-few') expect(cast.length).toBeLessThan(4);
      else
        for (const { choice, votes } of tally)
          expect(votes).toBe(cast.filter((vote) => vote === choice).length);
    }),
  );
});

test('the bars are those of the question, and say what stands out', () => {
  const rows = (cast: Parameters<typeof tallyOf>[0]) => {
    const tally = tallyOf(cast);
    return tally === 'too-few' ? [] : tallyRows(tally, question, questionnaire);
  };
  const some = rows(['3', '3', '2', 'dont-know']);
  expect(some.map(({ words, votes, percent }) => [words, votes, percent])).toEqual([
    ['1 Unowned', 0, 0],
    ['2 Installed', 1, 25],
    ['3 Adopted', 2, 50],
    ['4 Embedded', 0, 0],
    ['5 Transforming', 0, 0],
    ['I do not know', 1, 25],
  ]);
  expect(tallyWords(some)).toBe('4 votes. The most, 2, are for 3 Adopted.');
  expect(tallyWords(rows(['3', '3', '2', '2']))).toBe(
    '4 votes. The most, 2 each, are for 2 Installed and 3 Adopted.',
  );
  const other = rows(['3', '3', '2', 'not-applicable']);
  expect(other.map(({ words }) => words)).not.toContain('Not applicable here');
  const applicable = { ...question, notApplicable: 'There is none.' };
  const tally = tallyOf(['3', '3', '2', 'not-applicable']);
  expect(tally === 'too-few' ? [] : tallyRows(tally, applicable, questionnaire).at(-1)).toEqual({
    choice: 'not-applicable',
    words: 'Not applicable here',
    votes: 1,
    percent: 25,
  });
});
