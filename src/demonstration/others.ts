import { type Clock, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { type FictionalPerson, fictionalPeople } from './cast.ts';
import { chance } from './chance.ts';
import { drawNames } from './names.ts';
import { fictionalOrganisations } from './organisations.ts';
import { insertInBatches } from './store.ts';

/** The last cycle whose survey is over, in which the cast has still something to sign off. */
const lastClosedCycle = 1;

/** Who signs off, facilitates and asks for signatures, where the cast does not. */
export interface Others {
  /** @returns for the cast's own trust the cast; nobody to sign off where that is still to do. */
  of(
    organisation: string,
    cycle: number,
  ): { readonly signatory: string | null; readonly facilitator: string; readonly lead: string };
}

interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly job_title: string;
  readonly created_at: string;
}

/** Writes the chief executives of all organisations, and two who go round and help. */
export async function insertOthers(database: Database, clock: Clock): Promise<Others> {
  const names = drawNames(fictionalOrganisations.length + 2, chance(20_250_902));
  const people = names.map(
    (name): NewPerson => ({
      id: newId(),
      name,
      job_title: 'Chief executive',
      created_at: timestamp(clock),
    }),
  );
  const [facilitator, lead, ...chiefs] = people as [NewPerson, NewPerson, ...NewPerson[]];
  await insertInBatches(database, 'person', [
    { ...facilitator, job_title: 'Improvement partner' },
    { ...lead, job_title: 'Assessment partner' },
    ...chiefs,
  ]);
  const signatories = new Map(
    fictionalOrganisations.map(({ code }, at) => [code, chiefs[at]?.id as string]),
  );
  return {
    of: (organisation, cycle) => {
      const signs = appointed('signatory', organisation);
      return {
        signatory:
          signs && cycle === lastClosedCycle
            ? null
            : (signs?.id ?? (signatories.get(organisation) as string)),
        facilitator: appointed('facilitator', organisation)?.id ?? facilitator.id,
        lead: appointed('assessment-lead', organisation)?.id ?? lead.id,
      };
    },
  };
}

function appointed(
  role: FictionalPerson['appointments'][number]['role'],
  organisation: string,
): FictionalPerson | undefined {
  return fictionalPeople.find(({ appointments }) =>
    appointments.some((each) => each.role === role && each.organisation === organisation),
  );
}
