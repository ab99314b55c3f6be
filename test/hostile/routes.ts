import { addressOf, type Places, placesIn, thingAt } from '../access/addresses.ts';
import type { Pass } from '../access/browser.ts';
import { isVisitor, organisations, type Where, walkers } from '../access/people.ts';
import { expected } from '../access/rules.ts';
import { table } from '../access/table/table.ts';
import { hit } from '../support/hit.ts';
import { plain } from '../support/pages.ts';
import type { Service } from '../support/service.ts';

/** A mounted route as somebody may use it: who, and an address that is theirs. */
export interface Way {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly walker: string;
  /** The same address with something else in the place of one id. */
  with(name: string, value: string): string;
  readonly names: readonly string[];
}

/** For every route of the table, the first person and organisation for whom it opens. */
export function waysIn(places: Places): readonly Way[] {
  return [...Map.groupBy(allWaysIn(places), ({ route }) => route).values()].map(
    ([first]) => first as Way,
  );
}

/** Every route as everybody for whom it opens, wherever it does. */
export function allWaysIn(places: Places): readonly Way[] {
  return Object.entries(table).flatMap(([route, rule]) => {
    const method = route.split(' ')[0] ?? '';
    return Object.keys(walkers).flatMap((walker) =>
      (Object.keys(organisations) as Where[])
        .filter((where) => expected(method, rule, walker, where) === 'allowed')
        .map((where) => {
          const things = places[where][rule.stage];
          const fill = (name: string | null, value: string) =>
            addressOf(route, (place) => (place.name === name ? value : thingAt(things, place)));
          return {
            ...{ route, method, walker, path: fill(null, '') },
            with: (name: string, value: string) => fill(name, value),
            names: placesIn(route).map(({ name }) => name),
          };
        }),
    );
  });
}

/** What a browser sends that is signed in as the one who walks; nothing for a visitor. */
export function headersOf(
  passes: Readonly<Record<string, Pass>>,
  walker: string,
): Record<string, string> {
  return isVisitor(walker) ? {} : { Cookie: passes[walker]?.cookie ?? '' };
}

/** The fields of every form on the pages that open to people, by where the form goes. */
export async function formsOn(
  service: Service,
  passes: Readonly<Record<string, Pass>>,
  ways: readonly Way[],
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const forms = new Map<string, Record<string, string>>();
  for (const { method, path, walker } of ways) {
    if (method !== 'GET') continue;
    const { text } = await hit(service, { method, path, headers: headersOf(passes, walker) });
    for (const [form, action = ''] of text.matchAll(
      /<form[^>]*action="([^"]*)"[^>]*method="post"[\s\S]*?<\/form>/g,
    ))
      forms.set(plain(action), fieldsIn(form));
  }
  return forms;
}

/** Every field of a form with a value that it offers, or a word. */
function fieldsIn(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<(input|select|textarea)[^>]*>/g)) {
    const name = tag.match(/ name="([^"]*)"/)?.[1];
    if (name && name !== '_csrf' && !tag.includes('type="file"'))
      fields[plain(name)] ??= plain(tag.match(/ value="([^"]*)"/)?.[1] ?? 'word');
  }
  return fields;
}
