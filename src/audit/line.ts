import { type Act, type ChainedLine, nationalChain } from '../people/audit.ts';
import { detailWords } from '../people/audit-words.ts';
import { showDate } from '../shared/clock.ts';
import { showMoment } from '../shared/moment.ts';
import { actWords, isShown, type ShownAct } from '../survey/act-words.ts';

/**
 * What leaders do as respondents is in the chains and checked with them, but listed nowhere: who
 * did it, and how many have, is nobody's to know.
 */
export const unlistedActs = ['join', 'accept-invitation', 'submit', 'erase-respondent'] as const;
type UnlistedAct = (typeof unlistedActs)[number];

/** A line with what its ids are called today. */
export interface NamedLine extends ChainedLine {
  readonly act: Exclude<Act, UnlistedAct>;
  /** Who did it; null where nobody is known, or they are gone. */
  readonly person: string | null;
  /** Of which assessment the chain is; null for any other chain. */
  readonly place: { readonly organisation: string; readonly cycle: string } | null;
}

/** A line as the page and the file show it. */
export interface LineRow {
  readonly when: string;
  readonly what: string;
  readonly details: readonly string[];
  readonly who: string;
  readonly where: string;
  /** The chain; and the position in it, where no gap in these could be counted. */
  readonly link: string;
  readonly request: string;
}

/**
 * What people did of themselves is shown without a name, an id and a time of day; and what an
 * organisation agreed without its content, which is its own to share.
 */
export function lineRow(line: NamedLine, names: ReadonlyMap<string, string>): LineRow {
  const common = {
    where: whereWords(line),
    link: line.place ? line.chain : `${line.chain} ${line.position}`,
  };
  const { act } = line;
  if (!isShown(act))
    return {
      ...common,
      when: showDate(line.at),
      what: ownWords[act],
      details: [],
      who: 'Somebody',
      request: '',
    };
  return {
    ...common,
    when: showMoment(line.at),
    what: actWords({ ...line, act }),
    details: [...subjectWords(line, names), ...(act === 'agree' ? [] : detailWords(line))],
    who: line.actorId === null ? 'The service' : (line.person ?? 'Somebody who is not known'),
    request: line.requestId ?? '',
  };
}

/** The ids in lines that names are looked up for. */
export function idsIn(lines: readonly NamedLine[]): readonly string[] {
  const ids = lines.flatMap(({ act, subject }) =>
    isShown(act) ? named.map((name) => subject[name]).filter((id) => typeof id === 'string') : [],
  );
  return [...new Set(ids)];
}

const named = ['person', 'appointment', 'invitation', 'cycle'] as const;

function subjectWords({ subject }: NamedLine, names: ReadonlyMap<string, string>): string[] {
  return Object.entries(subject).flatMap(([name, value]) => {
    if (name === 'assessment') return [];
    const label = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    return [`${label}: ${names.get(String(value)) ?? value}`];
  });
}

function whereWords({ chain, place }: NamedLine): string {
  if (place) return `${place.organisation}, ${place.cycle}`;
  if (chain === nationalChain) return 'England';
  return chain.startsWith('organisation:') ? chain.slice('organisation:'.length) : 'Removed';
}

const ownWords: Readonly<Record<Exclude<Act, ShownAct | UnlistedAct>, string>> = {
  'erase-person': 'Was erased',
  'add-identity': 'Signed in with an account that was not known',
};
