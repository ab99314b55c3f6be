import { freezeCatalogue } from '../../src/benchmark/catalogue/freeze-catalogue.ts';
import { chance } from '../../src/demonstration/chance.ts';
import { insertPosition } from '../../src/demonstration/positions.ts';
import { insertRespondents } from '../../src/demonstration/respondents.ts';
import { insertInBatches } from '../../src/demonstration/store.ts';
import { contextRow } from '../../src/organisations/context/context-store.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { type Country, codeInCopy, drawCountry } from './country.ts';

/** People of each organisation who have answered all 40 questions. */
export const peopleEach = 30;
const day = 24 * 60 * 60 * 1000;
const dates = {
  opens: new Date(systemClock().getTime() - 150 * day),
  closes: new Date(systemClock().getTime() - 60 * day),
};
/** Who signs, facilitates and asks for signatures everywhere. */
const everywhere = newId();

/** A country whose surveys of a cycle are answered and not closed yet. */
export async function prepareAnswers(file: string): Promise<void> {
  const country = drawCountry();
  const database = await openDatabase(file, 'NORMAL');
  await database.transaction().execute(async (transaction) => {
    const cycleId = await insertCountry(transaction, country, 1);
    await freezeCatalogue(transaction, () => dates.opens, cycleId);
    for (const { organisation, assessmentId, nature } of surveysOf(country))
      await insertSurvey(transaction, { cycleId, assessmentId, organisation, nature });
  });
  await database.destroy();
}

/** Lets organisations sign off their positions, and most trusts share theirs with their board. */
export async function signOff(file: string): Promise<void> {
  const database = await openDatabase(file, 'NORMAL');
  const rows = await database
    .selectFrom('assessment')
    .select(['id', 'organisation_code'])
    .execute();
  const { id: by } = await database.selectFrom('person').select('id').executeTakeFirstOrThrow();
  const surveys = new Map(surveysOf(drawCountry()).map((one) => [one.organisation.code, one]));
  await database.transaction().execute(async (transaction) => {
    for (const { id: assessmentId, organisation_code: code } of rows) {
      const nature = surveys.get(code.slice(0, 3))?.nature;
      if (nature)
        await insertPosition(transaction, {
          ...{ assessmentId, nature, cycle: 0, closedAt: dates.closes },
          ...{ signatory: by, facilitator: by, lead: by },
        });
    }
  });
  await database.destroy();
}

/**
 * The register, the memberships and the context of so many copies of a country side by side, and a
 * closed cycle without surveys.
 * @returns the id of the cycle.
 */
export async function insertCountry(
  database: Database,
  { organisations, memberships }: Country,
  copies: number,
): Promise<string> {
  const luck = chance(copies);
  for (let copy = 0; copy < copies; copy++) {
    await insertInBatches(
      database,
      'organisation',
      organisations.map(({ code, kind, trustType, region }) => ({
        code: codeInCopy(code, copy),
        name: `Organisation ${codeInCopy(code, copy)}`,
        kind,
        trust_type: trustType,
        region,
        source: 'load',
        fictional: 1 as const,
      })),
    );
    await insertInBatches(
      database,
      'icb_membership',
      memberships.map(({ trust, icb }) => ({
        organisation_code: codeInCopy(trust, copy),
        icb_code: codeInCopy(icb, copy),
        from_date: '2022-07-01',
        basis: 'headquarters',
      })),
    );
    await insertInBatches(
      database,
      'organisation_context',
      organisations.map(({ code, sizeBand, variables }) =>
        contextRow({
          organisationCode: codeInCopy(code, copy),
          asOf: '2025-03-31',
          source: 'load',
          sizeBand,
          variables: Object.fromEntries(
            Object.entries(variables).map(([name, value]) => [
              name,
              copy === 0 ? value : Math.round(value * (0.9 + 0.2 * luck.uniform())),
            ]),
          ),
        }),
      ),
    );
  }
  const cycleId = newId();
  const created = dates.opens.toISOString();
  await insertInBatches(database, 'person', [
    { id: everywhere, name: 'Fictional Partner', job_title: 'Partner', created_at: created },
  ]);
  await insertInBatches(database, 'cycle', [
    {
      id: cycleId,
      name: 'The release',
      questionnaire_version: latestVersion,
      opens_at: dates.opens.toISOString(),
      closes_at: dates.closes.toISOString(),
    },
  ]);
  return cycleId;
}

function surveysOf({ organisations }: Country) {
  const luck = chance(1);
  return organisations.map(({ code, ...organisation }) => ({
    organisation: { ...organisation, code },
    assessmentId: newId(),
    nature: {
      whole: 2.7 + luck.normal() * 0.45,
      seed: luck.whole(1, 1e9),
      people: peopleEach,
      takesPart: [true],
    },
  }));
}

type NewSurvey = ReturnType<typeof surveysOf>[number] & { readonly cycleId: string };

async function insertSurvey(
  database: Database,
  { cycleId, assessmentId, organisation, nature }: NewSurvey,
): Promise<void> {
  const openedAt = dates.opens.toISOString();
  const code = codeInCopy(organisation.code, 0);
  await insertInBatches(database, 'assessment', [
    { id: assessmentId, cycle_id: cycleId, organisation_code: code, opened_at: openedAt },
  ]);
  await insertRespondents(database, {
    assessmentId,
    organisation: code,
    questionnaire: loadQuestionnaire(latestVersion, organisation.kind),
    nature,
    cycle: 0,
    isOpen: false,
    openedAt,
    answeredAt: new Date(dates.opens.getTime() + day).toISOString(),
  });
}
