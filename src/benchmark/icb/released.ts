import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { loadQuestionnaire } from '../../questionnaire/versions.ts';
import { method } from '../../scoring/method.ts';
import { showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { remembering } from '../../shared/remembering.ts';
import { readingParts } from '../release/read-part.ts';
import { icbPart, type Published } from '../release/release.ts';
import { listShared, type Shared } from './board-store.ts';
import { gapsOf } from './gaps.ts';
import { matricesOf, type NamedTrust } from './matrix.ts';
import { membersOf } from './members.ts';
import { notShownWords } from './not-shown.ts';
import { mixOf, participationOf } from './participation.ts';
import { listProgress, type MemberProgress } from './participation-store.ts';
import { sharedPositions } from './shared-positions.ts';
import { spreadOf } from './spread.ts';

const readPositions = readingParts(sharedPositions);
const remembered = remembering<ReturnType<typeof compare>>(200);

/** Which board, and when it is looked at. */
export interface Of {
  readonly database: Database;
  /** The code of the board. */
  readonly board: string;
  readonly now: Date;
}

/** What a release shows a board: of those alone who share with it now what they shared then. */
export async function releasedOf(of: Of, release: Published) {
  const { database, board } = of;
  const { cycleId } = release;
  const then = (await readPositions(database, release.id, icbPart(board)))?.trusts ?? [];
  const shared = await listShared(database, { ...of, cycleId });
  const signOffs = new Set(shared.map(({ signOff }) => signOff));
  const trusts = then.filter(({ signOff }) => signOffs.has(signOff));
  const shown = new Set(trusts.map(({ signOff }) => signOff));
  const sharing = shared.filter(({ signOff, belongs }) => belongs || shown.has(signOff));
  const codes = allOf((await membersOf(database, cycleId, board)) ?? [], sharing);
  const members = await listProgress(database, cycleId, codes);
  const questionnaire = loadQuestionnaire(release.questionnaireVersion, 'trust');
  const key = JSON.stringify([release.id, board, ...trusts.map(({ signOff }) => signOff)]);
  const compared = await remembered(database, key, async () => compare(trusts, questionnaire));
  return {
    cycle: { id: cycleId, name: release.cycle },
    made: {
      release: release.number,
      on: showDate(release.publishedAt),
      questionnaire: release.questionnaireVersion,
      method: release.methodVersion,
    },
    mix: mixOf(asThen(members, then), new Set(trusts.map(codeOf))),
    compared,
    participation: { cycle: release.cycle, ...participationOf(members, sharing.length) },
    notShown: notShownWords({
      others: members.length - trusts.length,
      later: sharing.length - trusts.length,
      trusts: trusts.length,
      unscored: trusts.some(({ view }) => view.dimensions.some(({ score }) => score === null)),
      spread: compared.spread !== null,
    }),
  };
}

/** The trusts beside each other: what a release says of them, and which they are, never changes. */
function compare(trusts: readonly NamedTrust[], questionnaire: Questionnaire) {
  return {
    trusts: trusts.length,
    dimensions: questionnaire.dimensions.map(({ name }) => name),
    bounds: method.results,
    matrices: matricesOf(trusts, questionnaire),
    gaps: gapsOf(trusts, questionnaire),
    spread: spreadOf(trusts, questionnaire),
  };
}

/** Those of a board when the cycle opened, and those that joined it since and share. */
export function allOf(members: readonly string[], sharing: readonly Shared[]): readonly string[] {
  return [...new Set([...members, ...sharing.map(({ organisation }) => organisation)])];
}

const codeOf = ({ view }: NamedTrust) => view.organisation.code;

/** The type that a trust had when the release was prepared goes before what the register says. */
function asThen(members: readonly MemberProgress[], then: readonly NamedTrust[]) {
  const types = new Map(then.map((trust) => [codeOf(trust), trust.trustType]));
  return members.map(({ code, trustType }) => ({
    code,
    trustType: types.has(code) ? (types.get(code) ?? null) : trustType,
  }));
}
