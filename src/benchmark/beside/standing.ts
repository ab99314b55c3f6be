import type { Basis } from '../basis.ts';

/** Something that makes somebody part of an organisation, for one cycle or for all of them. */
export interface Hold {
  readonly organisation: string;
  readonly as: 'assessment-lead' | 'signatory' | 'facilitator' | 'icb-analyst' | 'respondent';
  /** Null where it holds in every cycle. */
  readonly cycleId: string | null;
  /** Of a respondent: whether the lead shares the results of that survey. */
  readonly shared: boolean;
}

/** What somebody may see of an organisation in one cycle. */
export interface Seen {
  readonly bases: ReadonlySet<Basis>;
  /** Whether they may see the agreed position statement by statement. */
  readonly statements: boolean;
}

const both: readonly Basis[] = ['survey', 'agreed'];

/**
 * What a person may see of an organisation in a cycle (method, section 5): a lead and the
 * facilitator of that assessment both bases; who signs off, and an analyst of an integrated care
 * board of that board, the agreed one; who has a place in the survey, what its lead shares of it.
 */
export function seenIn(holds: readonly Hold[], organisation: string, cycleId: string): Seen {
  const here = holds.filter(
    (hold) =>
      hold.organisation === organisation && (hold.cycleId === null || hold.cycleId === cycleId),
  );
  return {
    bases: new Set(here.flatMap(basesOf)),
    statements: here.some(({ as }) => ['assessment-lead', 'signatory', 'facilitator'].includes(as)),
  };
}

function basesOf({ as, shared }: Hold): readonly Basis[] {
  if (as === 'assessment-lead' || as === 'facilitator') return both;
  if (as === 'respondent') return shared ? ['survey'] : [];
  return ['agreed'];
}
