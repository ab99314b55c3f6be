import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { Reason } from './agenda.ts';
import type { AgendaRow, AgendaSection } from './agenda-rows.ts';

/** A question of an agenda with all that who runs the workshop wants to have at hand. */
export interface GuideQuestion extends AgendaRow {
  readonly question: Question;
  /** What the dimension cannot score without, in words. */
  readonly gates: readonly string[];
  /** What to ask the room, by why the question is on the agenda. */
  readonly prompts: readonly string[];
}

const always = 'What do people who work here see of this on an ordinary day?';

const prompts: Partial<Readonly<Record<Reason, string>>> = {
  'left-over': 'There was no time for it last time. What has changed since?',
  split:
    'Some put it high and others low, and both may be right. Where in the organisation is it true, and where is it not?',
  weak: 'Answers lie apart. Which words of the levels do people read differently?',
  gate: 'One statement holds the score of the whole dimension back. Is it true today, and what shows it?',
  gap: 'Groups of roles see it differently. What does one group see that the other does not?',
  'blind-spot': 'Many do not know. Who would know, and how could everybody find out?',
  moderate: 'Most are close together. What keeps the others from the same level?',
  'not-shown': 'Nothing can be shown of the survey here. Let the first vote show where to begin.',
};

/** The questions of an agenda by their codes. */
export function guideOf(
  sections: readonly AgendaSection[],
  questionnaire: Questionnaire,
): ReadonlyMap<string, GuideQuestion> {
  return new Map(
    sections
      .flatMap(({ rows }) => rows)
      .flatMap((row): [string, GuideQuestion][] => {
        const question = findQuestion(questionnaire, row.code);
        if (!question) return [];
        const gates = questionnaire.gates
          .filter(({ statement }) => statement.startsWith(`${row.code}-`))
          .map(({ reason }) => reason);
        const asked = row.reasons.flatMap(({ reason }) => prompts[reason] ?? []);
        return [[row.code, { ...row, question, gates, prompts: [...asked, always] }]];
      }),
  );
}
