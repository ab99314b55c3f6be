import { z } from 'zod';
import type { StatedLevel } from './answer.ts';

/** Who a questionnaire speaks to. Same codes and levels in both, other words where needed. */
export const wordings = ['trust', 'icb'] as const;
export type Wording = (typeof wordings)[number];

export const families = ['executive', 'operational', 'digital', 'clinical'] as const;
export type Family = (typeof families)[number];

const plain = z.string({ error: 'must be text' }).trim().min(1, 'is empty');

/** One text for both wordings, or one for each. */
const text = z.union(
  [
    plain.transform((same) => ({ trust: same, icb: same })),
    z.strictObject({ trust: plain, icb: plain }),
  ],
  { error: 'must be text, or a text for "trust" and one for "icb"' },
);
const only = z.enum(wordings).optional();

const statements = z.union([text.transform((one) => [one]), z.array(text).min(1).max(2)], {
  error: (issue) =>
    issue.input === undefined ? 'a statement is missing' : 'must be one statement or a list of two',
});

const question = z.strictObject({
  code: z.string().regex(/^[A-H][1-9]$/, 'must be a dimension letter and a number'),
  title: plain,
  question: text,
  why: text,
  evidence: z.array(text).min(1),
  notApplicable: text.optional(),
  only,
  levels: z.strictObject({ 2: statements, 3: statements, 4: statements, 5: statements }),
});

const dimension = z.strictObject({
  code: z.string().regex(/^[A-H]$/, 'must be a letter from A to H'),
  name: plain,
  summary: text,
  questions: z.array(question).min(1),
});

/** The shape of a content file. The rules that reach across it are in read.ts. */
export const contentFile = z.strictObject({
  version: z.int().positive(),
  name: plain,
  published: z.iso.date(),
  introduction: text,
  scale: z
    .array(z.strictObject({ level: z.int().min(1).max(5), name: plain, meaning: text }))
    .length(5),
  roleFamilies: z
    .array(z.strictObject({ code: z.enum(families), name: plain }))
    .length(families.length),
  roles: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be words joined by hyphens'),
        name: plain,
        family: z.enum(families),
        only,
      }),
    )
    .min(1),
  dimensions: z.array(dimension).min(1),
  gates: z.array(
    z.strictObject({
      dimension: z.string(),
      statement: z.string(),
      cap: z.int().min(1).max(4),
      reason: text,
    }),
  ),
  ownershipMap: z.strictObject({
    question: text,
    capabilities: z
      .array(
        z.strictObject({
          code: z.string().regex(/^M\d\d$/, 'must be M and two digits'),
          name: text,
        }),
      )
      .length(12),
  }),
});
export type ContentFile = z.output<typeof contentFile>;

/** One sentence that is true of an organisation or is not. Codes: "A1-3", "A1-3a" and "A1-3b". */
export interface Statement {
  readonly code: string;
  readonly text: string;
}

export interface Question {
  readonly code: string;
  readonly dimension: string;
  readonly title: string;
  readonly text: string;
  readonly why: string;
  readonly evidence: readonly string[];
  /** When the question does not apply; null where everybody has to answer it. */
  readonly notApplicable: string | null;
  readonly statements: Readonly<Record<StatedLevel, readonly Statement[]>>;
}

export interface Dimension {
  readonly code: string;
  readonly name: string;
  readonly summary: string;
  readonly questions: readonly Question[];
}

export interface Role {
  readonly code: string;
  readonly name: string;
  readonly family: Family;
}

/** A statement without which a dimension cannot score above `cap` (1 to 4), agreed basis only. */
export interface Gate {
  readonly dimension: string;
  readonly statement: string;
  readonly cap: number;
  readonly reason: string;
}

export interface Capability {
  readonly code: string;
  readonly name: string;
}

/** One version of the instrument in one wording: what a respondent reads and scoring is given. */
export interface Questionnaire {
  readonly version: number;
  readonly wording: Wording;
  readonly name: string;
  readonly published: string;
  readonly introduction: string;
  readonly scale: readonly { level: number; name: string; meaning: string }[];
  readonly roleFamilies: readonly { code: Family; name: string }[];
  readonly roles: readonly Role[];
  readonly dimensions: readonly Dimension[];
  readonly gates: readonly Gate[];
  readonly ownership: { readonly question: string; readonly capabilities: readonly Capability[] };
}

/** Reads a content file in one wording and leaves out what is only for the other. */
export function worded(file: ContentFile, wording: Wording): Questionnaire {
  const here = (item: { only?: Wording | undefined }) => (item.only ?? wording) === wording;
  return {
    version: file.version,
    wording,
    name: file.name,
    published: file.published,
    introduction: file.introduction[wording],
    scale: file.scale.map((step) => ({ ...step, meaning: step.meaning[wording] })),
    roleFamilies: file.roleFamilies,
    roles: file.roles.filter(here).map(({ code, name, family }) => ({ code, name, family })),
    dimensions: file.dimensions.map((dimension) => ({
      code: dimension.code,
      name: dimension.name,
      summary: dimension.summary[wording],
      questions: dimension.questions.filter(here).map((question) => ({
        code: question.code,
        dimension: dimension.code,
        title: question.title,
        text: question.question[wording],
        why: question.why[wording],
        evidence: question.evidence.map((item) => item[wording]),
        notApplicable: question.notApplicable?.[wording] ?? null,
        statements: statementsOf(question, wording),
      })),
    })),
    gates: file.gates.map((gate) => ({ ...gate, reason: gate.reason[wording] })),
    ownership: {
      question: file.ownershipMap.question[wording],
      capabilities: file.ownershipMap.capabilities.map(({ code, name }) => ({
        code,
        name: name[wording],
      })),
    },
  };
}

function statementsOf(
  question: ContentFile['dimensions'][number]['questions'][number],
  wording: Wording,
) {
  const of = (level: StatedLevel) => {
    const texts = question.levels[level];
    return texts.map((text, index) => ({
      code: statementCode(question.code, level, texts.length === 1 ? null : index),
      text: text[wording],
    }));
  };
  return { 2: of(2), 3: of(3), 4: of(4), 5: of(5) };
}

/** "A1-3" for the only statement of a level, "A1-3a" and "A1-3b" where there are two. */
export function statementCode(question: string, level: StatedLevel, index: number | null): string {
  return `${question}-${level}${index === null ? '' : 'ab'[index]}`;
}
