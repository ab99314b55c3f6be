import { beforeAll, describe, expect, test } from '@jest/globals';
import { people, stage } from '../support/cast.ts';
import { dump, mainText, refused, tokenOf } from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn, pressed } from '../survey/leading.ts';
import { positionOf } from './positions.ts';
import { agreeDimension, appoint, ask, newMailsOf, signingTables } from './signing.ts';

const world = stage();
const newMails = newMailsOf(world);
const requests = () => positionOf(world, '/sign-off-requests');
const overview = async (name: 'lena' | 'fay' | 'sam' = 'lena') =>
  (await world.browsers[name].get(positionOf(world)).expect(200)).text;
const rows = () => dump(world.database, signingTables);

describe('asking for a sign-off', () => {
  test('is refused while the survey runs', async () => {
    const _csrf = await tokenOf(world.browsers.lena);
    await refused(world, 409, () =>
      world.browsers.lena.post(requests()).type('form').send({ _csrf }),
    );
  });

  test('is refused while nothing is agreed, and the page says so', async () => {
    await closeHill(world);
    await newMails();
    expect(mainText(await overview())).toContain(
      'It can be signed off as soon as at least one question is agreed.',
    );
    expect(await overview()).not.toContain(`action="${requests()}"`);
    const before = await rows();
    await ask(world, 409);
    expect(await rows()).toBe(before);
  });

  describe('with something agreed', () => {
    beforeAll(() => agreeDimension(world, 'A', 2));

    test('says what is missing, and who can sign', async () => {
      const text = mainText(await overview());
      expect(text).toMatch(/\d+ of \d+ questions not agreed/);
      expect(text).toContain('7 of 8 dimensions without a score');
      expect(text).toContain('It can be signed off by sam, who is told by email when you ask.');
    });

    test('is for the lead alone', async () => {
      for (const [name, status] of [
        ['fay', 403],
        ['sam', 403],
        ['leo', 404],
        ['charlie', 403],
      ] as const) {
        const _csrf = await tokenOf(world.browsers[name]);
        for (const address of [requests(), `${requests()}/withdrawal`])
          await refused(world, status, () =>
            world.browsers[name].post(address).type('form').send({ _csrf }),
          );
      }
      expect(await overview('fay')).not.toContain('Ask for it to be signed off');
    });

    test('tells the signatory by mail, without saying anything of the position', async () => {
      const { headers } = await ask(world);
      expect(headers.location).toBe(`${positionOf(world)}?done=asked`);
      const mails = await newMails();
      expect(mails.map(({ to }) => to)).toEqual(['sam@leaders.example']);
      expect(mails[0]?.subject).toBe('The position of Hill NHS Trust waits for you to sign it off');
      expect(mails[0]?.text).toContain(`${positionOf(world)}/sign-off`);
      expect(await actsIn(world.database, world.assessments.hill)).toContain('ask-sign-off');
    });

    test('a second time changes nothing and tells nobody', async () => {
      const before = await rows();
      await ask(world);
      expect(await rows()).toBe(before);
      expect(await newMails()).toEqual([]);
    });

    test('is seen by everybody who sees the position, each with their own buttons', async () => {
      for (const name of ['lena', 'fay', 'sam'] as const)
        expect(mainText(await overview(name))).toContain(
          'lena asked for it to be signed off on 22 November 2026 at 10am.',
        );
      expect(await overview('lena')).toContain('Take the request back');
      expect(await overview('sam')).not.toContain('Take the request back');
      expect(await overview('sam')).toContain(`href="${positionOf(world)}/sign-off"`);
      expect(await overview('lena')).not.toContain(`href="${positionOf(world)}/sign-off"`);
      expect(await overview('fay')).not.toContain(`href="${positionOf(world)}/sign-off"`);
    });

    test('can be taken back, and the page to sign leads to the position then', async () => {
      await pressed(world.browsers.lena, `${requests()}/withdrawal`, 303);
      expect(mainText(await overview())).toContain('Nobody has asked for it to be signed off.');
      const page = await world.browsers.sam.get(positionOf(world, '/sign-off')).expect(303);
      expect(page.headers.location).toBe(positionOf(world));
      const before = await rows();
      await pressed(world.browsers.lena, `${requests()}/withdrawal`, 303);
      expect(await rows()).toBe(before);
    });

    test('and taken back before the mail was sent writes to nobody', async () => {
      await world.database
        .updateTable('message')
        .set({ due_at: '2026-11-22T10:00:00.000Z', sent_at: null })
        .where('kind', '=', 'sign-off-asked')
        .execute();
      expect(await newMails()).toEqual([]);
    });

    test('without a signatory says whom to ask for one', async () => {
      await world.database
        .updateTable('appointment')
        .set({ ended_at: '2026-11-22T10:00:00.000Z' })
        .where('role', '=', 'signatory')
        .execute();
      const words =
        'Nobody else can sign off for your organisation yet: ask a national administrator to appoint a signatory.';
      expect(mainText(await overview())).toContain(words);
      await appoint(world, people.lena, 'signatory');
      expect(mainText(await overview())).toContain(words);
      await ask(world);
      expect(mainText(await overview())).toContain(words);
      expect(mainText(await overview())).toContain(
        'You asked for this yourself, so somebody else has to sign it.',
      );
      expect(await newMails()).toEqual([]);
    });
  });
});
