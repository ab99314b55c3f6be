import { freezeCatalogue } from '../../src/benchmark/catalogue/freeze-catalogue.ts';
import { sharedPositions } from '../../src/benchmark/icb/shared-positions.ts';
import { type Contribution, contribution } from '../../src/benchmark/release/contribution.ts';
import { insertContributions } from '../../src/benchmark/release/contribution-store.ts';
import { insertParts, type Part } from '../../src/benchmark/release/part-store.ts';
import { insertRelease, setParts } from '../../src/benchmark/release/preparing-store.ts';
import { icbOfPart, icbPart, organisationPart } from '../../src/benchmark/release/release.ts';
import { chance } from '../../src/demonstration/chance.ts';
import { insertInBatches } from '../../src/demonstration/store.ts';
import { method } from '../../src/scoring/method.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { SignOffTable } from '../../src/shared/workshop-tables.ts';
import { codeInCopy, drawCountry, firstCode } from './country.ts';
import { insertCountry } from './release-data.ts';

/**
 * A country many times over, with the frozen inputs of a release that was prepared for one: each
 * copy's values are a little apart. What was scored once is not scored again.
 * @returns how many organisations contribute.
 */
export async function prepareCopies(file: string, from: string, copies: number): Promise<number> {
  const original = await openDatabase(from);
  const one = await original.selectFrom('release').selectAll().executeTakeFirstOrThrow();
  const contributions = await original
    .selectFrom('release_contribution')
    .selectAll()
    .where('release_id', '=', one.id)
    .execute();
  const parts = await original
    .selectFrom('release_part')
    .select(['part', 'content'])
    .where('release_id', '=', one.id)
    .where('part', 'like', `${icbPart('')}%`)
    .execute();
  const signOffs = await original
    .selectFrom('sign_off')
    .innerJoin('assessment', 'assessment.id', 'sign_off.assessment_id')
    .selectAll('sign_off')
    .select(['assessment.organisation_code as code', 'opened_at', 'closed_at'])
    .execute();
  const first = await original
    .selectFrom('release_part')
    .select(['part', 'content'])
    .where('part', '=', organisationPart(codeInCopy(firstCode, 0)))
    .execute();
  await original.destroy();
  const luck = chance(24);
  const database = await openDatabase(file, 'NORMAL');
  const organisations = new Set<string>();
  await database.transaction().execute(async (transaction) => {
    const cycleId = await insertCountry(transaction, drawCountry(), copies);
    await freezeCatalogue(transaction, systemClock, cycleId);
    const id = newId();
    await insertRelease(transaction, {
      ...{ id, cycleId, number: 1, questionnaireVersion: one.questionnaire_version },
      ...{ methodVersion: method.version, preparedAt: one.prepared_at, preparedBy: null },
    });
    for (let copy = 0; copy < copies; copy++) {
      const copied = contributions.map(({ organisation_code, basis, content }) => ({
        organisation: inCopy(organisation_code, copy),
        basis,
        content: moved(contribution.parse(JSON.parse(content)), copy === 0 ? 0 : luck.normal() / 9),
      }));
      for (const { organisation } of copied) organisations.add(organisation);
      await insertContributions(transaction, id, copied);
      const ids = new Map(signOffs.map(({ id }) => [id, copy === 0 ? id : newId()]));
      await insertSignOffs(transaction, cycleId, copy, signOffs, ids);
      await insertParts(
        transaction,
        id,
        parts.map((part) => partInCopy(part, copy, ids)),
      );
    }
    // For whoever reads it, should the rest take too long.
    await insertParts(transaction, id, first);
    await setParts(transaction, id, 2 + organisations.size + parts.length * copies);
  });
  await database.destroy();
  return organisations.size;
}

/** Codes of the original are those of its first copy. */
function inCopy(code: string, copy: number): string {
  return codeInCopy(code.slice(0, 3), copy);
}

function moved(content: Contribution, by: number): Contribution {
  const { lo, hi } = method.scale;
  return {
    ...content,
    measures: content.measures.map((measure) => ({
      ...measure,
      value: measure.value === null ? null : Math.min(hi, Math.max(lo, measure.value + by)),
    })),
  };
}

/** Only those of the first copy say what was signed: it is large, and nobody looks at the others. */
async function insertSignOffs(
  database: Database,
  cycleId: string,
  copy: number,
  signOffs: readonly SignOffOf[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const { id: signed_by } = await database
    .selectFrom('person')
    .select('id')
    .executeTakeFirstOrThrow();
  const made = signOffs.map(({ code, opened_at, closed_at, id, content, ...signOff }) => {
    const assessment = { id: newId(), organisation_code: inCopy(code, copy) };
    return {
      assessment: { ...assessment, cycle_id: cycleId, opened_at, closed_at },
      signOff: {
        ...signOff,
        id: ids.get(id) as string,
        assessment_id: assessment.id,
        signed_by,
        content: copy === 0 ? content : '{}',
      },
    };
  });
  await insertInBatches(
    database,
    'assessment',
    made.map(({ assessment }) => assessment),
  );
  await insertInBatches(
    database,
    'sign_off',
    made.map(({ signOff }) => signOff),
  );
}

type SignOffOf = SignOffTable & {
  readonly code: string;
  readonly opened_at: string;
  readonly closed_at: string | null;
};

function partInCopy({ part, content }: Part, copy: number, ids: ReadonlyMap<string, string>): Part {
  const { trusts } = sharedPositions.parse(JSON.parse(content));
  const named = trusts.map(({ view, ...trust }) => ({
    ...trust,
    signOff: ids.get(trust.signOff) as string,
    view: {
      ...view,
      organisation: { ...view.organisation, code: inCopy(view.organisation.code, copy) },
    },
  }));
  return {
    part: icbPart(inCopy(icbOfPart(part), copy)),
    content: JSON.stringify({ trusts: named }),
  };
}
