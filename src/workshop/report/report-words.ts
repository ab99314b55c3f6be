import { fewest } from '../../disclosure/survey-rules.ts';
import { familyName } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { method } from '../../scoring/method.ts';
import { showMoment } from '../../shared/moment.ts';
import { countInWords } from '../../survey/participation.ts';
import { durationWords } from '../agenda/agenda-words.ts';
import type { Attendance } from '../room/attendance.ts';
import type { Workshop } from '../workshop.ts';
import type { Outcome } from './report.ts';

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  discussed: 'Discussed and agreed',
  confirmed: 'Confirmed together',
  settled: 'Owner agreed',
  'agreed-before': 'Left as it was agreed before',
  'left-open': 'Left open',
};

/** When it began; how long it took, once it has ended. */
export function whenWords({ openedAt, endedAt }: Pick<Workshop, 'openedAt' | 'endedAt'>): {
  readonly began: string;
  /** "1 hour 5 minutes"; empty while it runs. */
  readonly took: string;
} {
  const began = openedAt ? showMoment(openedAt) : '';
  if (!openedAt || !endedAt) return { began, took: '' };
  const minutes = (Date.parse(endedAt) - Date.parse(openedAt)) / 60_000;
  return { began, took: durationWords(Math.max(1, Math.round(minutes))) };
}

/** How many joined, of everybody first: "12", "Fewer than six". */
export function attendanceWords(
  { joined, families }: Attendance,
  questionnaire: Questionnaire,
): readonly { readonly who: string; readonly words: string }[] {
  const total = joined < fewest(method) ? 'few' : joined;
  return [
    { who: 'Everybody', words: countInWords(total, joined) },
    ...families.map(({ family, words }) => ({ who: familyName(questionnaire, family), words })),
  ];
}
