import { beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { baseOf, people, placeOf, stage } from '../support/cast.ts';
import { fieldsOf, fill, mainText, refused, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const page = () => `${baseOf(world)}/role`;
const shown = async () => (await world.browsers.alice.get(page()).expect(200)).text;
const role = async () => (await placeOf(world, 'alice', 'hill')).role;
const sentence = 'Your assessment lead has put down a role for you';

async function putDown(suggested: string | null): Promise<void> {
  const at = today.toISOString();
  await world.database.deleteFrom('invitation').execute();
  await world.database
    .insertInto('invitation')
    .values({
      ...{ id: newId(), purpose: 'respondent', scope: world.assessments.hill, role: suggested },
      ...{ assessment_id: world.assessments.hill, person_id: people.alice },
      ...{ email: 'alice@leaders.example', created_at: at, expires_at: at, accepted_at: at },
    })
    .execute();
}

beforeEach(async () => {
  await world.database.updateTable('respondent').set({ role: null }).execute();
});

test('the role that the lead has put down is chosen already, and stored only once it is saved', async () => {
  await putDown('medical-director');
  const text = await shown();
  expect(fieldsOf(text).role).toBe('medical-director');
  expect(mainText(text)).toContain(sentence);
  expect(await role()).toBeNull();
  expect(mainText((await world.browsers.alice.get(baseOf(world))).text)).toContain(
    'Your role Not yet started',
  );
  expect((await fill(world.browsers.alice, page(), {})).status).toBe(303);
  expect(await role()).toBe('medical-director');
});

test('another one can be chosen, and stays', async () => {
  await putDown('medical-director');
  await fill(world.browsers.alice, page(), { role: 'data-lead' });
  expect(await role()).toBe('data-lead');
  const text = await shown();
  expect(fieldsOf(text).role).toBe('data-lead');
  expect(mainText(text)).not.toContain(sentence);
});

test.each([null, 'place-director', 'the-king'])(
  'nothing is chosen where %p was put down, which is no role here',
  async (suggested) => {
    await putDown(suggested);
    const text = await shown();
    expect(fieldsOf(text)).not.toHaveProperty('role');
    expect(mainText(text)).not.toContain(sentence);
  },
);

test('a form without a role is refused though one was put down', async () => {
  await putDown('medical-director');
  const { alice } = world.browsers;
  const _csrf = await tokenOf(alice);
  const { text } = await refused(world, 422, () => send(alice, page(), { _csrf }));
  expect(mainText(text)).not.toContain(sentence);
});
