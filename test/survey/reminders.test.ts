import { beforeEach, describe, expect, test } from '@jest/globals';
import { eraseRespondent } from '../../src/assessment/erase-respondent.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { linkTo } from '../invitations/inviting.ts';
import { people, stage } from '../support/cast.ts';
import { dump, heading, mainText, send } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { actsIn, emptied, type Guest, invited, many, pressed } from './leading.ts';

const world = stage();
const hill = () => `/surveys/${world.assessments.hill}`;
const reminders = () => `${hill()}/reminders`;
const address = (name: string) => `${name}@leaders.example`;
const tables = ['assessment', 'audit', 'message', 'invitation', 'invitation_link'] as const;
let round = 0;

/** Names that no test before has used. */
const named = (guests: readonly Guest[]) =>
  guests.map((guest) => ({ ...guest, name: `${guest.name}${round}` }));

beforeEach(async () => {
  round++;
  await emptied(world);
  await world.database.deleteFrom('message').execute();
  await world.database.deleteFrom('invitation').execute();
  await lastRemindedAt(null);
});

async function lastRemindedAt(reminded_at: string | null): Promise<void> {
  await world.database.updateTable('assessment').set({ reminded_at }).execute();
}

/** Whom the service has written to since it began to remind. */
async function remindedOnes(remind: () => Promise<unknown>): Promise<string[]> {
  const before = world.service.mail.sent.length;
  await remind();
  await world.service.deliverMail();
  return world.service.mail.sent.slice(before).map(({ to }) => to);
}

const all: readonly Guest[] = [
  { name: 'open' },
  { name: 'joined', far: 'accepted' },
  { name: 'begun', far: 'started' },
  { name: 'done', far: 'submitted' },
  { name: 'gone', withdrawn: true },
  { name: 'left', far: 'started', withdrawn: true },
];

describe('a reminder', () => {
  test('goes to everybody who is invited and has not submitted, and to nobody else', async () => {
    await invited(world.database, world.assessments.hill, named(all));
    const to = await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303));
    expect(to.sort()).toEqual(
      ['begun', 'joined', 'open'].map((name) => address(`${name}${round}`)),
    );
  });

  test('goes to who has had a place since before there were invitations', async () => {
    await world.database
      .insertInto('respondent')
      .values([
        { id: people.bob, assessment_id: world.assessments.hill, person_id: people.bob },
        {
          id: people.alice,
          assessment_id: world.assessments.hill,
          person_id: people.alice,
          submitted_at: today.toISOString(),
        },
      ])
      .execute();
    expect(await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303))).toEqual([
      address('bob'),
    ]);
    expect(world.service.mail.sent.at(-1)?.text).toContain(
      `/assessments/${world.assessments.hill}\n`,
    );
  });

  test('goes to nobody who was disabled, or has erased what they had begun', async () => {
    const id = world.assessments.hill;
    await invited(world.database, id, named(many(3, 'some', { far: 'started' })));
    const rows = await world.database
      .selectFrom('respondent')
      .select(['id', 'person_id'])
      .where('assessment_id', '=', id)
      .orderBy('id')
      .execute();
    const [erased, disabled] = rows;
    const place = { assessmentId: id, respondentId: erased?.id ?? '' };
    await eraseRespondent(world.database, () => today, place, erased?.person_id ?? '');
    await world.database
      .updateTable('person')
      .set({ disabled_at: today.toISOString() })
      .where('id', '=', disabled?.person_id ?? '')
      .execute();
    expect(await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303))).toEqual([
      address(`some3${round}`),
    ]);
  });

  test('says for whom, until when, what is not counted, and where, and names nobody', async () => {
    await invited(world.database, world.assessments.hill, named(all));
    await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303));
    const mailTo = (name: string) =>
      world.service.mail.sent.findLast(({ to }) => to === address(`${name}${round}`));
    for (const name of ['open', 'begun']) {
      const mail = mailTo(name);
      expect(mail?.subject).toBe('The survey of Hill NHS Trust closes on 31 March 2027 at 11:59pm');
      expect(mail?.text).toContain('Hill NHS Trust');
      expect(mail?.text).toContain('closes on 31 March 2027 at 11:59pm');
      expect(mail?.text).toContain('Answers that are not submitted by then are not counted.');
      expect(mail?.text).not.toMatch(/lena|\d+ (people|of)/);
    }
    expect(mailTo('begun')?.text).toContain(
      `http://127.0.0.1:3000/assessments/${world.assessments.hill}\n`,
    );
    expect(mailTo('begun')?.text).not.toContain('/invitations/');
    expect(mailTo('open')?.text).toContain('/invitations/');
  });

  test('lets who has not accepted begin, even where the invitation had expired', async () => {
    const [guest] = named([{ name: 'late' }]);
    await invited(world.database, world.assessments.hill, [guest as Guest]);
    await world.database
      .updateTable('invitation')
      .set({ expires_at: '2026-11-01T00:00:00.000Z' })
      .execute();
    await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303));
    const email = address(guest?.name ?? '');
    const visitor = world.service.visitor();
    const link = linkTo(world.service, email);
    const { headers } = await send(visitor, link, { address: email, name: 'Late' }).expect(303);
    expect(headers.location).toBe(`/assessments/${world.assessments.hill}/notice`);
  });

  test('is not sent to who finishes, or is withdrawn, before it is sent', async () => {
    await invited(world.database, world.assessments.hill, named(all));
    expect(
      await remindedOnes(async () => {
        // Not through the page, which would send them at once.
        const at = today.toISOString();
        const ids = ['open', 'joined', 'begun'].map((name) => address(`${name}${round}`));
        for (const to of ids)
          await world.database
            .insertInto('message')
            .values({
              id: crypto.randomUUID(),
              kind: 'reminder',
              address: to,
              assessment_id: world.assessments.hill,
              created_at: at,
              due_at: at,
            })
            .execute();
        await world.database
          .updateTable('respondent')
          .set({ submitted_at: at })
          .where('saved_at', 'is not', null)
          .execute();
        await world.database
          .updateTable('invitation')
          .set({ withdrawn_at: at })
          .where('email', '=', address(`open${round}`))
          .execute();
      }),
    ).toEqual([address(`joined${round}`)]);
  });

  test('is answered alike whether it goes to many people, to one or to nobody', async () => {
    const answers: string[] = [];
    for (const guests of [
      [],
      many(1, 'one'),
      many(40, 'lots'),
      many(3, 'fine', { far: 'submitted' }),
    ]) {
      round++;
      await world.database.deleteFrom('message').execute();
      await world.database.deleteFrom('invitation').execute();
      await invited(world.database, world.assessments.hill, named(guests as Guest[]));
      await lastRemindedAt(null);
      const { headers, text } = await pressed(world.browsers.lena, reminders(), 303);
      answers.push(`${headers['location' as keyof typeof headers]} ${text}`);
    }
    expect(new Set(answers)).toEqual(new Set([`${hill()}?done=reminded `]));
    const audited = await world.database
      .selectFrom('audit')
      .select('subject')
      .distinct()
      .where('act', '=', 'remind')
      .execute();
    expect(audited).toEqual([{ subject: JSON.stringify({ assessment: world.assessments.hill }) }]);
  });

  test('can be sent once a day, and the page says when again', async () => {
    await invited(world.database, world.assessments.hill, named(all));
    await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303));
    const page = await world.browsers.lena.get(`${hill()}?done=reminded`).expect(200);
    expect(mainText(page.text)).toContain(
      'Last reminder: 22 November 2026 at 10am. You can send the next one from 23 November 2026 at 10am.',
    );
    expect(page.text).not.toContain('Remind those who have not finished</button>');
    const acts = await actsIn(world.database, world.assessments.hill);
    await lastRemindedAt('2026-11-21T10:00:00.001Z');
    expect(await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303))).toEqual([]);
    expect(await actsIn(world.database, world.assessments.hill)).toEqual(acts);
    await lastRemindedAt('2026-11-21T10:00:00.000Z');
    expect((await remindedOnes(() => pressed(world.browsers.lena, reminders(), 303))).length).toBe(
      3,
    );
    expect(await actsIn(world.database, world.assessments.hill)).toEqual([...acts, 'remind']);
  });

  test('pressed many times at once is sent once', async () => {
    await invited(world.database, world.assessments.hill, named(many(2, 'twice')));
    const to = await remindedOnes(() =>
      Promise.all(Array.from({ length: 5 }, () => pressed(world.browsers.lena, reminders(), 303))),
    );
    expect(to.sort()).toEqual([address(`twice1${round}`), address(`twice2${round}`)]);
  });

  test('shows the lead nowhere to whom it went, or whether it arrived', async () => {
    await invited(world.database, world.assessments.hill, named(all));
    const lists = async () => {
      const list = await world.browsers.lena.get(`${hill()}/invitations`).expect(200);
      const history = await world.browsers.lena.get(`${hill()}/history`).expect(200);
      return [list.text, history.text];
    };
    await pressed(world.browsers.lena, reminders(), 303);
    const before = await lists();
    await world.service.deliverMail();
    await world.database
      .updateTable('message')
      .set({ failed_at: today.toISOString(), sent_at: null })
      .where('kind', '=', 'reminder')
      .execute();
    expect(await lists()).toEqual(before);
  });

  test('is too late when the survey is over, and one on its way is not sent then', async () => {
    await invited(world.database, world.assessments.hill, named(all));
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    const before = await dump(world.database, tables);
    const answer = await pressed(world.browsers.lena, reminders(), 409);
    expect(heading(answer.text)).toBe('It is too late to change this');
    expect(await dump(world.database, tables)).toBe(before);
    const at = today.toISOString();
    const message = { id: crypto.randomUUID(), kind: 'reminder', created_at: at, due_at: at };
    const open = { address: address(`open${round}`), assessment_id: world.assessments.hill };
    expect(
      await remindedOnes(() =>
        world.database
          .insertInto('message')
          .values({ ...message, ...open })
          .execute(),
      ),
    ).not.toContain(open.address);
  });
});
