import { freezeCatalogue } from '../benchmark/catalogue/freeze-catalogue.ts';
import { continueRelease } from '../benchmark/release/continue-release.ts';
import { prepareRelease } from '../benchmark/release/prepare-release.ts';
import { publishRelease } from '../benchmark/release/publish-release.ts';
import { record } from '../people/audit-store.ts';
import { latestVersion, loadQuestionnaire } from '../questionnaire/versions.ts';
import { closeSurvey } from '../results/close.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { insertFacilitators, insertLastingAppointments } from './appointments.ts';
import { type CycleDates, calendar } from './calendar.ts';
import { fictionalPeople } from './cast.ts';
import { chance } from './chance.ts';
import { insertContexts } from './context.ts';
import { drawNature, type Nature } from './nature.ts';
import { type FictionalOrganisation, fictionalOrganisations } from './organisations.ts';
import { insertOthers, type Others } from './others.ts';
import { insertPosition } from './positions.ts';
import { insertRespondents } from './respondents.ts';
import { hasCycles, insertInBatches } from './store.ts';

/** Always the same answers; another number would make another country. */
const seedNumber = 20_250_901;

/**
 * Fills an empty database with the fictional demonstration, all of it or nothing.
 * @returns whether it did: a database that has any cycle is left as it is.
 */
export async function seedIfEmpty(
  database: Database,
  clock: Clock,
  say: (line: string) => void = () => {},
): Promise<boolean> {
  if (await hasCycles(database)) return false;
  say('Preparing the demonstration. This happens once and takes a few seconds.');
  await transact(database, (transaction) => seed(transaction, clock));
  return true;
}

async function seed(database: Database, clock: Clock): Promise<void> {
  await insertOrganisations(database);
  await insertContexts(database, clock());
  await insertPeople(database, clock);
  const luck = chance(seedNumber);
  const natures = fictionalOrganisations.map(
    (organisation) => [organisation, drawNature(organisation, luck)] as const,
  );
  const others = await insertOthers(database, clock);
  const cycles = calendar(clock());
  for (const [position, dates] of cycles.entries())
    await seedCycle(database, dates, position, natures, others);
  await insertLastingAppointments(database, cycles[0]?.opens ?? clock());
}

async function seedCycle(
  database: Database,
  dates: CycleDates,
  position: number,
  natures: readonly (readonly [FictionalOrganisation, Nature])[],
  others: Others,
): Promise<void> {
  const cycleId = newId();
  await insertInBatches(database, 'cycle', [
    {
      id: cycleId,
      name: dates.name,
      questionnaire_version: latestVersion,
      opens_at: dates.opens.toISOString(),
      closes_at: dates.closes.toISOString(),
    },
  ]);
  await freezeCatalogue(database, () => dates.opens, cycleId);
  const participants = natures.filter(([, { takesPart }]) => takesPart[position]);
  for (const [organisation, nature] of participants) {
    const assessmentId = newId();
    const by = others.of(organisation.code, position);
    const openedAt = dates.opens.toISOString();
    await insertInBatches(database, 'assessment', [
      {
        id: assessmentId,
        cycle_id: cycleId,
        organisation_code: organisation.code,
        opened_at: openedAt,
        shared_at: dates.released?.toISOString() ?? null,
      },
    ]);
    await record(database, {
      chain: assessmentId,
      at: openedAt,
      actorId: by.lead,
      act: 'open-survey',
      subject: { assessment: assessmentId },
      after: { cycle: cycleId },
    });
    await insertRespondents(database, {
      assessmentId,
      organisation: organisation.code,
      questionnaire: loadQuestionnaire(latestVersion, organisation.kind),
      nature,
      cycle: position,
      isOpen: dates.released === null,
      openedAt,
      answeredAt: new Date(dates.opens.getTime() + 1000 * 60 * 60 * 24 * 21).toISOString(),
    });
    if (dates.released) {
      await closeSurvey(database, () => dates.closes, assessmentId, null);
      const closedAt = dates.closes;
      await insertPosition(database, { assessmentId, nature, cycle: position, closedAt, ...by });
    }
    // After closing, so that nobody is written to about surveys that closed long ago.
    await insertFacilitators(database, organisation.code, assessmentId, dates.opens);
  }
  if (dates.released) await release(database, cycleId, dates.released);
}

async function release(database: Database, cycleId: string, at: Date): Promise<void> {
  const { id } = await prepareRelease(database, () => at, cycleId, null);
  await continueRelease(database, id);
  await publishRelease(database, () => at, id, null);
}

async function insertOrganisations(database: Database): Promise<void> {
  await insertInBatches(
    database,
    'organisation',
    fictionalOrganisations.map(({ code, name, kind, trustType, region }) => ({
      code,
      name,
      kind,
      trust_type: trustType,
      region,
      source: 'demonstration',
      fictional: 1 as const,
    })),
  );
  await insertInBatches(
    database,
    'icb_membership',
    fictionalOrganisations.flatMap(({ code, icbs }) =>
      icbs.map((icb, position) => ({
        organisation_code: code,
        icb_code: icb,
        from_date: '2022-07-01',
        basis: position === 0 ? 'headquarters' : 'serves',
      })),
    ),
  );
}

async function insertPeople(database: Database, clock: Clock): Promise<void> {
  await insertInBatches(
    database,
    'person',
    fictionalPeople.map(({ id, name, jobTitle, email }) => ({
      id,
      name,
      email,
      job_title: jobTitle,
      created_at: timestamp(clock),
    })),
  );
}
