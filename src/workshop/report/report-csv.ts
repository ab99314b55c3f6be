import type { PlanRow } from '../../plan/plan.ts';
import type { ReportItem } from './report.ts';
import { type attendanceWords, outcomeWords } from './report-words.ts';

const columns = [
  'Part',
  'Code',
  'What',
  'Outcome',
  'Agreed level or owner',
  'Explanation',
  'How it was agreed',
  'Reason',
  'Evidence',
  'Changed since',
  'Action owned by',
  'Action due',
  'Action status',
] as const;
type Column = (typeof columns)[number];

/** A report as a table: a row for each item of the agenda, each action, and each role family. */
export function reportRows({
  items,
  actions,
  attendance,
}: {
  readonly items: readonly ReportItem[];
  readonly actions: readonly PlanRow[];
  readonly attendance: ReturnType<typeof attendanceWords> | null;
}): readonly (readonly string[])[] {
  return [
    columns,
    ...[...items.map(itemRow), ...actions.map(actionRow), ...(attendance ?? []).map(joinedRow)].map(
      (row) => columns.map((column) => row[column] ?? ''),
    ),
  ];
}

type Row = Readonly<Partial<Record<Column, string>>>;

function itemRow({ code, title, outcome, agreed, since }: ReportItem): Row {
  return {
    Part: 'Agenda',
    Code: code,
    What: title,
    Outcome: outcomeWords[outcome],
    'Agreed level or owner': agreed?.words ?? '',
    Explanation: agreed?.sentence ?? '',
    'How it was agreed': agreed?.how ?? '',
    Reason: agreed?.reason ?? '',
    Evidence: (agreed?.evidence ?? []).map(({ text, words }) => `${text} ${words}`).join('\n'),
    'Changed since': since,
  };
}

function actionRow({ title, owner, dueOn, status, question, statement }: PlanRow): Row {
  return {
    Part: 'Action',
    Code: (statement || question).split(' ')[0] ?? '',
    What: title,
    'Action owned by': owner,
    'Action due': dueOn,
    'Action status': status,
  };
}

function joinedRow({ who, words }: { readonly who: string; readonly words: string }): Row {
  return { Part: 'Attendance', What: who, Outcome: words };
}
