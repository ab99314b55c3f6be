import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { ContentError, readContent } from '../../src/questionnaire/read.ts';
import { assertUnchanged, loadQuestionnaire } from '../../src/questionnaire/versions.ts';

const yaml = readFileSync(
  new URL('../../src/questionnaire/version-1.yaml', import.meta.url),
  'utf8',
);

// The shape of the file is what these tests break, so they look at it without types.
// biome-ignore lint/suspicious/noExplicitAny: see above.
function problemsAfter(change: (content: any) => void): readonly string[] {
  const content = parse(yaml);
  change(content);
  try {
    readContent(stringify(content));
  } catch (error) {
    if (error instanceof ContentError) return error.problems;
    throw error;
  }
  return [];
}

describe('a content file', () => {
  test('is read as it stands', () => {
    expect(problemsAfter(() => {})).toEqual([]);
  });

  test('that lacks a statement is told where', () => {
    const problems = problemsAfter((content) => {
      delete content.dimensions[2].questions[1].levels[4];
    });
    expect(problems).toEqual(['dimension 3, question 2, level 4: a statement is missing']);
  });

  test('is told of everything that is wrong at once', () => {
    const problems = problemsAfter((content) => {
      content.dimensions[0].questions[0].why = '';
      content.dimensions[1].questions[2].levels[5] = 7;
      content.roles[3].family = 'technical';
      content.surprise = true;
    });
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toContain('dimension 1, question 1, why: ');
    expect(problems.join('\n')).toContain(
      'dimension 2, question 3, level 5: must be one statement',
    );
    expect(problems.join('\n')).toContain('role 4, family: ');
    expect(problems.join('\n')).toContain('the file: ');
  });

  test('needs both wordings where it has one', () => {
    const problems = problemsAfter((content) => {
      content.introduction = { trust: 'Only for trusts' };
    });
    expect(problems).toEqual([
      'introduction: must be text, or a text for "trust" and one for "icb"',
    ]);
  });

  test('may not use a code twice', () => {
    const problems = problemsAfter((content) => {
      content.dimensions[0].questions[1].code = 'A1';
    });
    expect(problems).toContain('code A1 is used more than once');
  });

  test('may not put a question under another dimension’s letter', () => {
    const problems = problemsAfter((content) => {
      content.dimensions[0].questions[1].code = 'B9';
    });
    expect(problems).toContain('dimension 1: question B9 does not begin with A');
  });

  test('may have at most one gate for a dimension, on a statement of that dimension', () => {
    const problems = problemsAfter((content) => {
      content.gates.push({ dimension: 'A', statement: 'B1-3', cap: 2, reason: 'Because.' });
    });
    expect(problems).toEqual([
      'gate 4: dimension A has a gate already',
      'gate 4: dimension A has no statement B1-3',
    ]);
  });

  test('that is not YAML says so', () => {
    expect(() => readContent('dimensions: [')).toThrow(ContentError);
  });
});

describe('a published version', () => {
  test('is refused when a single word of it has changed', () => {
    expect(() => assertUnchanged(`${yaml} `, '0'.repeat(64), 'version-1.yaml')).toThrow(
      'version-1.yaml was changed after it was published',
    );
  });

  test('is the one whose hash was recorded', () => {
    expect(loadQuestionnaire(1, 'trust').version).toBe(1);
  });

  test('that does not exist is refused', () => {
    expect(() => loadQuestionnaire(99, 'trust')).toThrow('There is no questionnaire version 99');
  });
});
