import { beforeAll, describe, expect, test } from '@jest/globals';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { type IcbView, icbViewOf } from '../../src/position/sign-off/icb-view.ts';
import { findStandingSignOff, listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { capabilityName } from '../../src/position/version.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { found } from '../../src/shared/problems.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  mainText,
  open,
  plainText,
  refused,
  send,
  tableRows,
  tokenOf,
} from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { positionOf } from './positions.ts';
import {
  agreeDimension,
  agreeOwner,
  ask,
  board,
  clock,
  hillOf,
  joinBoard,
  signingTables,
  upTo,
} from './signing.ts';

const world = stage();
const signing = () => positionOf(world, '/sign-off');
const sharing = () => positionOf(world, '/sharing');
const rows = () => dump(world.database, signingTables);
const standing = async () =>
  found(await findStandingSignOff(world.database, world.assessments.hill));

/** The list of what the board sees, as it stands on a page. */
function listOn(html: string): string[][] {
  return tableRows(html.match(/<table[^>]*id="icb-view"[\s\S]*?<\/table>/)?.[0] ?? '');
}

const capabilityOf = (code: string) =>
  capabilityName(loadQuestionnaire(latestVersion, 'trust'), code);

/** The same, from what the board would be given. */
function listOf({
  organisation,
  cycle,
  dimensions,
  secured,
  unowned,
  ...made
}: IcbView): string[][] {
  const why = {
    insufficient: 'Not scored: too little of it is agreed',
    'not-applicable': 'Not applicable',
  };
  return [
    ['What', 'As they see it'],
    ['Organisation', `${organisation.name} (${organisation.code})`],
    ['Cycle', cycle],
    ...dimensions.map((each) => [
      each.name,
      each.why ? why[each.why] : (each.score?.toFixed(1) ?? ''),
    ]),
    ['Secured level', `At most ${secured.atMost} Installed`],
    ['Capabilities that nobody owns', unowned.map(capabilityOf).join('; ') || 'None'],
    ['Signed off on', '22 November 2026'],
    [
      'Made with',
      `questionnaire version ${made.questionnaireVersion}, method version ${made.methodVersion}`,
    ],
  ];
}

describe('sharing with the integrated care board', () => {
  beforeAll(async () => {
    await closeHill(world);
    await agreeDimension(world, 'A', 3);
    await agreeDimension(world, 'B', 4);
    const gate = [upTo('A1', 2, 1)];
    await recordAgreements(world.database, clock, world.assessments.hill, gate, people.lena);
    await agreeOwner(world, 'M01', 'nobody');
    await ask(world);
  });

  test('is not asked, nor possible, where the register knows of no board', async () => {
    const { text } = await world.browsers.sam.get(signing()).expect(200);
    expect(text).not.toContain('name="sharing"');
    expect(mainText(text)).toContain('The register knows no integrated care board');
    const fields = await open(world.browsers.sam, signing());
    await refused(world, 422, () =>
      send(world.browsers.sam, signing(), { ...fields, sharing: 'share' }),
    );
    expect(await listSignOffs(world.database, world.assessments.hill)).toEqual([]);
  });

  test('is not asked where the board is one of the past', async () => {
    await joinBoard(world.database);
    await world.database.updateTable('icb_membership').set({ until_date: '2026-11-21' }).execute();
    const { text } = await world.browsers.sam.get(signing()).expect(200);
    expect(text).not.toContain('name="sharing"');
    await world.database.updateTable('icb_membership').set({ until_date: null }).execute();
  });

  test('is a question before signing, with private chosen', async () => {
    const { text } = await world.browsers.sam.get(signing()).expect(200);
    expect(mainText(text)).toContain(`This is what ${board} will see`);
    expect(text.match(/<input[^>]*value="private"[^>]*>/)?.[0]).toContain('checked');
    expect(text.match(/<input[^>]*value="share"[^>]*>/)?.[0]).not.toContain('checked');
  });

  test('shows before signing exactly what the board is given afterwards', async () => {
    const { text } = await world.browsers.sam.get(signing()).expect(200);
    const { _csrf = '', fingerprint = '' } = await open(world.browsers.sam, signing());
    await send(world.browsers.sam, signing(), { _csrf, fingerprint }).expect(303);
    expect((await standing()).sharedAt).toBeNull();
    expect(mainText(text)).toContain('They see it once the results of this cycle are released.');
    const view = icbViewOf(await hillOf(world), await standing());
    expect(view.unowned).toEqual(['M01']);
    expect(listOn(text)).toEqual(listOf(view));
    const later = await world.browsers.sam.get(sharing()).expect(200);
    expect(listOn(later.text)).toEqual(listOf(view));
  });

  test('gives scores by evidence after the gates, and nothing else of the position', async () => {
    const view = icbViewOf(await hillOf(world), await standing());
    expect(view).toEqual({
      organisation: { code: 'RAA', name: 'Hill NHS Trust' },
      cycle: 'Autumn 2026',
      dimensions: [
        { code: 'A', name: 'Accountable ownership', score: 2, why: null },
        { code: 'B', name: 'Adoption as an operational discipline', score: 3, why: null },
        ...view.dimensions.slice(2).map(({ code, name }) => ({
          ...{ code, name, score: null, why: 'insufficient' },
        })),
      ],
      secured: { level: null, atMost: 2 },
      unowned: ['M01'],
      signedAt: clock().toISOString(),
      questionnaireVersion: 1,
      methodVersion: 1,
    });
    expect(view.dimensions).toHaveLength(8);
  });

  test('can begin later, by the signatory alone, once', async () => {
    const fields = await open(world.browsers.sam, sharing());
    expect(fields).toMatchObject({ sharing: 'share' });
    for (const [name, status] of [
      ['lena', 403],
      ['fay', 403],
      ['leo', 403],
    ] as const) {
      await world.browsers[name].get(sharing()).expect(status);
      const _csrf = await tokenOf(world.browsers[name]);
      await refused(world, status, () =>
        send(world.browsers[name], sharing(), { ...fields, _csrf }),
      );
    }
    expect((await standing()).sharedAt).toBeNull();
    const { headers } = await send(world.browsers.sam, sharing(), fields).expect(303);
    expect(headers.location).toBe(`${positionOf(world)}?done=shared`);
    expect((await standing()).sharedAt).toBe(clock().toISOString());
    const before = await rows();
    await send(world.browsers.sam, sharing(), fields).expect(303);
    expect(await rows()).toBe(before);
    const overview = await world.browsers.lena.get(positionOf(world)).expect(200);
    expect(mainText(overview.text)).toContain(
      'Its scores are shared with the integrated care board since 22 November 2026.',
    );
  });

  test('can be stopped', async () => {
    const fields = await open(world.browsers.sam, sharing());
    expect(fields).toMatchObject({ sharing: 'private' });
    await send(world.browsers.sam, sharing(), fields).expect(303);
    expect((await standing()).sharedAt).toBeNull();
    expect((await actsIn(world.database, world.assessments.hill)).slice(-2)).toEqual([
      'share-with-icb',
      'stop-sharing-with-icb',
    ]);
  });

  test('with anything but this form is refused', async () => {
    const fields = await open(world.browsers.sam, sharing());
    const before = await rows();
    for (const wrong of [{ sharing: 'all' }, { signOff: 'x' }, { to: 'QZZ' }])
      expect((await send(world.browsers.sam, sharing(), { ...fields, ...wrong })).status).toBe(422);
    expect(await rows()).toBe(before);
  });

  test('of what was reopened since is refused', async () => {
    const fields = await open(world.browsers.sam, sharing());
    await send(world.browsers.sam, positionOf(world, '/reopening'), {
      ...{ _csrf: fields._csrf ?? '', of: fields.signOff ?? '', 'reason-note': 'Because' },
    }).expect(303);
    const before = await rows();
    expect((await send(world.browsers.sam, sharing(), fields)).status).toBe(409);
    await send(world.browsers.sam, sharing(), { ...fields, sharing: 'private' }).expect(303);
    expect(await rows()).toBe(before);
    const { headers } = await world.browsers.sam.get(sharing()).expect(303);
    expect(headers.location).toBe(positionOf(world));
  });

  test('chosen when signing begins with it, and is in the audit', async () => {
    await ask(world);
    const fields = await open(world.browsers.sam, signing());
    await send(world.browsers.sam, signing(), { ...fields, sharing: 'share' }).expect(303);
    expect((await standing()).sharedAt).toBe(clock().toISOString());
    expect((await actsIn(world.database, world.assessments.hill)).slice(-2)).toEqual([
      'sign-off',
      'share-with-icb',
    ]);
    const again = { ...fields, sharing: 'private' };
    const answer = await refused(world, 409, () => send(world.browsers.sam, signing(), again));
    expect(plainText(answer.text)).toContain('This position has been signed off already, by sam.');
  });
});
