import { hash } from 'node:crypto';
import { addressOf, nobodysLike, type Places, placesIn, targetsOf, thingAt } from './addresses.ts';
import { organisations, type Stage, stages, type Where, walkers } from './people.ts';
import { expected, type Outcome, type Rule, type Target } from './rules.ts';

/** One request, and how it is to be answered. */
export interface Cell {
  readonly route: string;
  readonly walker: string;
  /** In words: whose thing the address names. */
  readonly whose: string;
  readonly address: string;
  /** The same with an id that nobody has in the first place; null where there is no place. */
  readonly absent: string | null;
  readonly expected: Outcome;
}

/** Every cell of the table: each route it has, as each person, wherever its address can lead. */
export function cellsOf(
  table: Readonly<Record<string, Rule>>,
  places: Places,
  routes: readonly string[],
): readonly Cell[] {
  return routes.flatMap((route) => {
    const rule = table[route];
    if (!rule) return [];
    return Object.keys(walkers).flatMap((walker) => [
      ...plainCells(route, rule, walker, places),
      ...nestedCells(route, rule, walker, places),
    ]);
  });
}

/** A share of the cells, from 0 to 1: always the same ones of the same cells. */
export function someOf(cells: readonly Cell[], share: number): readonly Cell[] {
  const most = Math.floor(share * 0xffff);
  return cells.filter(
    ({ route, walker, whose }) =>
      Number.parseInt(hash('sha256', `${route} ${walker} ${whose}`).slice(0, 4), 16) <= most,
  );
}

const methodOf = (route: string) => route.split(' ')[0] as string;

function plainCells(route: string, rule: Rule, walker: string, places: Places): Cell[] {
  const { stage } = rule;
  return targetsOf(route, places, stage).map((target) => ({
    route,
    walker,
    whose: target,
    address: filled(route, places, stage, target),
    absent: absentOf(route, places, stage),
    expected: expected(methodOf(route), rule, walker, target),
  }));
}

/** An address all of whose ids are somebody's; nobody's is the first of them alone. */
function filled(route: string, places: Places, stage: Stage, target: Target): string {
  const things = places[target === "nobody's" ? 'own' : target][stage];
  const [first] = placesIn(route);
  return addressOf(route, (place) => {
    const thing = thingAt(things, place);
    return target === "nobody's" && place.pattern === first?.pattern ? nobodysLike(thing) : thing;
  });
}

function absentOf(route: string, places: Places, stage: Stage): string | null {
  return placesIn(route).length > 0 ? filled(route, places, stage, "nobody's") : null;
}

/** What opens with ids that belong together does not with one of them from elsewhere. */
function nestedCells(route: string, rule: Rule, walker: string, places: Places): Cell[] {
  const { stage } = rule;
  const home = (Object.keys(organisations) as Where[]).find(
    (where) => expected(methodOf(route), rule, walker, where) === 'allowed',
  );
  if (!home) return [];
  const own = places[home][stage];
  const elsewhere = home === 'sibling' ? 'own' : 'sibling';
  const other = stages.find((each) => each !== stage) as Stage;
  const [first, ...later] = placesIn(route);
  return later.concat(first && later.length === 0 ? first : []).flatMap((swapped) => {
    const thing = thingAt(own, swapped);
    const isFirst = swapped.pattern === first?.pattern;
    const strangers = new Map<string, string>();
    if (!isFirst) {
      strangers.set("nobody's", nobodysLike(thing));
      strangers.set(`${elsewhere}'s`, thingAt(places[elsewhere][stage], swapped));
      if (first && thingAt(places[home][other], first) !== thingAt(own, first))
        strangers.set("the other assessment's", thingAt(places[home][other], swapped));
    }
    for (const [pattern, another] of Object.entries(own))
      if (pattern !== swapped.pattern && pattern.endsWith(`/${swapped.name}`))
        strangers.set(`of another kind, ${pattern}`, another);
    return [...strangers]
      .filter(([, stranger]) => stranger !== thing)
      .map(([whose, stranger]) => ({
        route,
        walker,
        whose: `${home}, but ${swapped.name} ${whose}`,
        address: addressOf(route, (place) =>
          place.pattern === swapped.pattern ? stranger : thingAt(own, place),
        ),
        absent: absentOf(route, places, stage),
        expected: rule.random,
      }));
  });
}
