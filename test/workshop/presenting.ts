import { newRandomId } from '../../src/shared/ids.ts';
import type { World } from '../support/cast.ts';
import { fieldsOf, send } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';

/** Everything that the form of a page that goes to this address would send as it stands. */
export function formTo(html: string, action: string): Record<string, string> {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((each) => each.includes(`action="${action}"`)) ?? '';
  const texts = [...form.matchAll(/<input[^>]*name="([^"]*)" type="text"[^>]*value="([^"]*)"/g)];
  return {
    ...fieldsOf(`<main>${form}</main>`),
    ...Object.fromEntries(texts.map(([, name, value]) => [name, value])),
  };
}

/** Who runs a workshop, at their page. */
export interface Presenter {
  readonly base: string;
  page(): Promise<string>;
  /** Sends a form of the page as it stands, with some fields changed. */
  press(path: string, fields?: object): Promise<import('supertest').Response>;
}

export function presenterOf(browser: Agent, workshop: string): Presenter {
  const base = `/workshops/${workshop}`;
  const page = async () => (await browser.get(`${base}/presenter`).expect(200)).text;
  return {
    base,
    page,
    press: async (path, fields = {}) =>
      send(browser, base + path, { ...formTo(await page(), base + path), ...fields }),
  };
}

/** Puts devices in the room. */
export async function seat({ database }: World, workshop: string, many: number): Promise<string[]> {
  const ids = Array.from({ length: many }, newRandomId);
  if (many > 0)
    await database
      .insertInto('participant')
      .values(
        ids.map((id, at) => ({
          id,
          workshop_id: workshop,
          device_hash: `hash-${id}`,
          label: 100 + at,
          family: 'digital',
        })),
      )
      .execute();
  return ids;
}

/** Takes everything of workshops out of the database again. */
export async function emptyRooms({ database }: World): Promise<void> {
  for (const table of ['ballot', 'round', 'participant', 'agenda_item', 'workshop'] as const)
    await database.deleteFrom(table).execute();
  await database.deleteFrom('agreement').execute();
}

export async function stepOf({ database }: World, workshop: string): Promise<string | null> {
  const { step } = await database
    .selectFrom('workshop')
    .select('step')
    .where('id', '=', workshop)
    .executeTakeFirstOrThrow();
  return step;
}
