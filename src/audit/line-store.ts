import { nationalChain, organisationChain } from '../people/audit.ts';
import { toLine } from '../people/audit-store.ts';
import type { Database } from '../shared/database.ts';
import type { Filter } from './filter.ts';
import { type NamedLine, unlistedActs } from './line.ts';

/** Lines of all chains that are listed and pass a filter, the newest first, with the names of today. */
export async function listLines(
  database: Database,
  { of, act, day }: Filter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly NamedLine[]> {
  let lines = database
    .selectFrom('audit')
    .leftJoin('person', 'person.id', 'audit.actor_id')
    .leftJoin('assessment', 'assessment.id', 'audit.chain')
    .leftJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .leftJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .selectAll('audit')
    .select(['person.name as person', 'organisation.name as organisation', 'cycle.name as cycle'])
    .where('audit.act', 'not in', unlistedActs);
  if (act) lines = lines.where('audit.act', 'in', [act]);
  if (day) lines = lines.where('audit.at', '>=', day.first).where('audit.at', '<=', day.last);
  if (of === nationalChain) lines = lines.where('audit.chain', 'in', [nationalChain]);
  else if (of)
    lines = lines.where(({ or, eb }) =>
      or([
        eb('audit.chain', 'in', [organisationChain(of)]),
        eb('assessment.organisation_code', 'in', [of]),
        eb('audit.before', 'like', `%"organisation":"${of}"%`),
        eb('audit.after', 'like', `%"organisation":"${of}"%`),
      ]),
    );
  const rows = await lines
    .orderBy('audit.at', 'desc')
    .orderBy('audit.chain')
    .orderBy('audit.position', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ person, organisation, cycle, ...row }) => ({
    ...(toLine(row) as NamedLine),
    person,
    place: organisation === null ? null : { organisation, cycle: cycle ?? '' },
  }));
}

/** The names that ids stand for in the subjects of lines: of people who were given a role, and cycles. */
export async function namesOf(
  database: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const people = await database
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  const appointed = await database
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['appointment.id', 'person.name'])
    .where('appointment.id', 'in', ids)
    .execute();
  // Not of those who were invited to answer: what respondents do stays without a name.
  const invited = await database
    .selectFrom('invitation')
    .leftJoin('person', 'person.id', 'invitation.person_id')
    .select(['invitation.id', 'invitation.name as invited', 'person.name'])
    .where('invitation.id', 'in', ids)
    .where('invitation.purpose', '!=', 'respondent')
    .execute();
  const cycles = await database
    .selectFrom('cycle')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map([
    ...people.map(({ id, name }) => [id, name] as const),
    ...appointed.map(({ id, name }) => [id, name] as const),
    ...invited.flatMap(({ id, name, invited }) => {
      const known = name ?? invited;
      return known ? [[id, known] as const] : [];
    }),
    ...cycles.map(({ id, name }) => [id, name] as const),
  ]);
}
