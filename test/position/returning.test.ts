import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { organisations, people, stage } from '../support/cast.ts';
import { dump, errorsOn, mainText, refused, send, textarea, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { positionOf } from './positions.ts';
import { agreeDimension, ask, newMailsOf, signingTables } from './signing.ts';

const world = stage();
const newMails = newMailsOf(world);
const rows = () => dump(world.database, signingTables);
const overview = async (name: 'lena' | 'fay') =>
  mainText((await world.browsers[name].get(positionOf(world)).expect(200)).text);

/** What Sam sends to send back the request on the page, with a reason. */
async function back(reason: string, request?: string) {
  const { text } = await world.browsers.sam.get(positionOf(world, '/sign-off'));
  const of = request ?? text.match(/name="of" value="([^"]*)"/)?.[1] ?? '';
  const _csrf = await tokenOf(world.browsers.sam);
  return { _csrf, of, 'reason-note': reason };
}

const sendBack = (fields: Record<string, string>) =>
  send(world.browsers.sam, positionOf(world, '/sign-off/return'), fields);

describe('sending a position back', () => {
  beforeAll(async () => {
    await closeHill(world);
    await agreeDimension(world, 'A', 2);
    await ask(world);
    await newMails();
  });

  test('needs a reason, and keeps one that is too long', async () => {
    const before = await rows();
    const none = await sendBack(await back('  '));
    expect(none.status).toBe(422);
    expect(errorsOn(none.text)).toEqual([['Say why', '#reason-note']]);
    expect(none.text).toContain('<details class="nhsuk-details" open>');
    const long = 'a'.repeat(2001);
    const tooLong = await sendBack(await back(long));
    expect(tooLong.status).toBe(422);
    expect(textarea(tooLong.text, 'reason-note')).toBe(long);
    expect(await rows()).toBe(before);
  });

  test('is refused with anything but this form', async () => {
    const before = await rows();
    expect((await sendBack({ ...(await back('Because')), outcome: 'signed' })).status).toBe(422);
    expect((await sendBack(await back('Because', 'mine'))).status).toBe(422);
    expect(await rows()).toBe(before);
  });

  test('is for the signatory alone, and for requests of this position alone', async () => {
    const fields = await back('Because');
    for (const [name, status] of [
      ['lena', 403],
      ['fay', 403],
      ['leo', 403],
    ] as const) {
      const _csrf = await tokenOf(world.browsers[name]);
      await refused(world, status, () =>
        send(world.browsers[name], positionOf(world, '/sign-off/return'), { ...fields, _csrf }),
      );
    }
    const other = newId();
    await world.database
      .insertInto('sign_off_request')
      .values({
        id: other,
        assessment_id: world.assessments.dale,
        asked_at: today.toISOString(),
        asked_by: people.leo,
      })
      .execute();
    const before = await rows();
    expect((await sendBack(await back('Because', other))).status).toBe(404);
    expect((await sendBack(await back('Because', newId()))).status).toBe(404);
    expect(await rows()).toBe(before);
  });

  test('tells the lead why, on the page and not in the mail', async () => {
    const reason = 'Two scores have <b>no</b> document behind them.\nPlease look again.';
    const fields = await back(reason);
    const { headers } = await sendBack(fields).expect(303);
    expect(headers.location).toBe(`${positionOf(world)}?done=returned`);
    for (const name of ['lena', 'fay'] as const) {
      expect(await overview(name)).toContain(
        'sam sent it back on 22 November 2026 at 10am without signing it off.',
      );
      expect(await overview(name)).toContain('Two scores have <b>no</b> document behind them.');
    }
    expect(await newMails()).toMatchObject([
      {
        to: 'lena@leaders.example',
        subject: `The position of ${organisations.hill.name} was sent back`,
        text: expect.not.stringContaining('document'),
      },
    ]);
    expect(await actsIn(world.database, world.assessments.hill)).toContain('return-position');
    const before = await rows();
    await sendBack(fields).expect(303);
    expect(await rows()).toBe(before);
    expect(await newMails()).toEqual([]);
  });

  test('lets the lead ask again, and the old form cannot answer the new request', async () => {
    const old = await back('Because', (await requestIds())[0]);
    await ask(world);
    await newMails();
    const before = await rows();
    await sendBack(old).expect(303);
    expect(await rows()).toBe(before);
    const { text } = await world.browsers.lena.get(positionOf(world, '/sign-offs')).expect(200);
    expect(mainText(text)).toContain('Waits for the signatory');
    expect(mainText(text)).toContain('Sent back by sam on 22 November 2026 at 10am');
  });

  test('is too late once the lead has taken the request back', async () => {
    const fields = await back('Because of what I typed');
    await send(world.browsers.lena, positionOf(world, '/sign-off-requests/withdrawal'), {
      _csrf: await tokenOf(world.browsers.lena),
    }).expect(303);
    const { text } = await refused(world, 409, () => sendBack(fields));
    expect(mainText(text)).toContain('Nobody asks for this position to be signed off any more.');
    expect(textarea(text, 'kept')).toBe('Because of what I typed');
  });
});

async function requestIds(): Promise<string[]> {
  const requests = await world.database
    .selectFrom('sign_off_request')
    .select('id')
    .where('assessment_id', '=', world.assessments.hill)
    .orderBy('id')
    .execute();
  return requests.map(({ id }) => id);
}
