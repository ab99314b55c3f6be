import { parse } from 'yaml';
import type { z } from 'zod';
import { statedLevels } from './answer.ts';
import { type ContentFile, contentFile, statementCode } from './questionnaire.ts';

/** Everything that is wrong with a content file, each problem with its place in words. */
export class ContentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The questionnaire cannot be used:\n${problems.map((p) => `- ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the YAML of one questionnaire version.
 * @throws ContentError naming every place that is wrong ("dimension 3, question 2, level 4: a
 * statement is missing"), counted from 1 as a person counts them.
 */
export function readContent(yaml: string): ContentFile {
  let data: unknown;
  try {
    data = parse(yaml);
  } catch (error) {
    throw new ContentError([(error as Error).message]);
  }
  const result = contentFile.safeParse(data);
  if (!result.success) throw new ContentError(result.error.issues.map(describe));
  const problems = [
    ...codesOutOfPlace(result.data),
    ...repeatedCodes(result.data),
    ...strayGates(result.data),
  ];
  if (problems.length > 0) throw new ContentError(problems);
  return result.data;
}

const placeNames: Record<string, string> = {
  dimensions: 'dimension',
  questions: 'question',
  levels: 'level',
  evidence: 'evidence',
  roles: 'role',
  roleFamilies: 'role family',
  scale: 'step of the scale',
  gates: 'gate',
  capabilities: 'capability',
};

function describe(issue: z.core.$ZodIssue): string {
  const words: string[] = [];
  const path = [...issue.path];
  while (path.length > 0) {
    const key = String(path.shift());
    const name = placeNames[key];
    const next = path[0];
    if (name && next !== undefined) {
      // List positions count from 0; the keys under "levels" are the levels themselves.
      words.push(`${name} ${typeof next === 'number' ? next + 1 : String(next)}`);
      path.shift();
    } else {
      words.push(key);
    }
  }
  const place = words.length > 0 ? words.join(', ') : 'the file';
  return `${place}: ${issue.message}`;
}

function codesOutOfPlace(file: ContentFile): string[] {
  return file.dimensions.flatMap((dimension, d) =>
    dimension.questions
      .filter((question) => !question.code.startsWith(dimension.code))
      .map(
        (question) =>
          `dimension ${d + 1}: question ${question.code} does not begin with ${dimension.code}`,
      ),
  );
}

function repeatedCodes(file: ContentFile): string[] {
  const codes = [
    ...file.roles.map((role) => role.code),
    ...file.dimensions.flatMap((dimension) => [
      dimension.code,
      ...dimension.questions.map((q) => q.code),
    ]),
    ...file.ownershipMap.capabilities.map((capability) => capability.code),
  ];
  const repeated = codes.filter((code, index) => codes.indexOf(code) !== index);
  return repeated.map((code) => `code ${code} is used more than once`);
}

function strayGates(file: ContentFile): string[] {
  const seen = new Set<string>();
  return file.gates.flatMap((gate, g) => {
    const problems: string[] = [];
    if (seen.has(gate.dimension))
      problems.push(`gate ${g + 1}: dimension ${gate.dimension} has a gate already`);
    seen.add(gate.dimension);
    const dimension = file.dimensions.find((d) => d.code === gate.dimension);
    const codes = dimension?.questions.flatMap((question) =>
      statedLevels.flatMap((level) =>
        question.levels[level].map((_, index, all) =>
          statementCode(question.code, level, all.length === 1 ? null : index),
        ),
      ),
    );
    if (!codes?.includes(gate.statement))
      problems.push(
        `gate ${g + 1}: dimension ${gate.dimension} has no statement ${gate.statement}`,
      );
    return problems;
  });
}
