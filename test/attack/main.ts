/**
 * `npm run attack [-- --catalogues N --viewers N --from SEED --no-demonstration]`: plays the
 * intruder against every person of the demonstration, through its pages, and against releases on
 * the real register as chance has them: of each, up to so many organisations and boards. Ends with status 1 where anything about fewer than five organisations follows
 * from what somebody is shown.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import { seedIfEmpty } from '../../src/demonstration/seed.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { startService, today } from '../support/service.ts';
import { width } from './attack.ts';
import { attackAll, nothing, type Outcome } from './attack-release.ts';
import { releasedIn, sightsOfPerson } from './people-sights.ts';
import { attackRandom, realRegister } from './random-attack.ts';

const { values: options } = parseArgs({
  options: {
    catalogues: { type: 'string', default: '300' },
    viewers: { type: 'string', default: '40' },
    from: { type: 'string', default: '1' },
    demonstration: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const [catalogues, viewers, from] = [options.catalogues, options.viewers, options.from].map(
  Number,
) as [number, number, number];

const folder = await mkdtemp(path.join(tmpdir(), 'maturity-attack-'));
try {
  const people = options.demonstration ? await attackDemonstration() : nothing;
  const chance = await attackCatalogues();
  say('');
  summarise('The demonstration, through its pages', people);
  summarise(`${catalogues} releases as chance has them`, chance);
  if ([people, chance].some(({ determined, isolated }) => determined.length + isolated.length > 0))
    process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function attackDemonstration(): Promise<Outcome> {
  const database = await openDatabase(`sqlite:${folder}/demonstration.sqlite`, 'NORMAL');
  await seedIfEmpty(database, () => today);
  const ids = fictionalPeople.map(({ id }) => id);
  const service = startService(database, ids);
  const released = await releasedIn(database);
  let outcome = nothing;
  for (const { id, name } of [...fictionalPeople, { id: null, name: 'Somebody not signed in' }]) {
    const agent = id === null ? service.visitor() : await service.as(id);
    const sights = await sightsOfPerson(name, agent, released);
    outcome = attackAll(sights, outcome);
    say(`${name}: ${sights.reduce((sum, { rows }) => sum + rows.length, 0)} numbers`);
  }
  await service.close();
  await database.destroy();
  return outcome;
}

async function attackCatalogues(): Promise<Outcome> {
  const database = await openDatabase(`sqlite:${folder}/register.sqlite`, 'NORMAL');
  const register = await realRegister(database);
  let outcome = nothing;
  for (let seed = from; seed < from + catalogues; seed++) {
    const found = await attackRandom(database, register, { seed, viewers }, outcome);
    const victims = found.outcome.determined.length - outcome.determined.length;
    const [of, boards] = [found.sample.organisations, found.sample.boards].map((each) =>
      each.join(' of '),
    );
    say(
      `${seed}: ${found.release.about}: ${of} organisations, ${boards} boards, everybody: ${found.outcome.rows - outcome.rows} numbers${victims > 0 ? `, ${victims} determined` : ''}`,
    );
    ({ outcome } = found);
  }
  await database.destroy();
  return outcome;
}

function summarise(what: string, outcome: Outcome): void {
  const { viewers, rows, sets, programmes, narrowest, determined, isolated } = outcome;
  say(
    `${what}: ${viewers} viewers, ${rows} groups of numbers fetched, ${sets} sets of organisations tried, ${programmes} linear programmes.`,
  );
  if (narrowest)
    say(
      `  Narrowest: ${width(narrowest).toFixed(3)} levels, ${narrowest.measure} of ${narrowest.organisations.join(', ')}, from ${narrowest.mean.lo.toFixed(2)} to ${narrowest.mean.hi.toFixed(2)}, by ${narrowest.who}.`,
    );
  say(
    `  Determined to within half a level: ${determined.length}. By exact combinations: ${isolated.length}.`,
  );
  for (const { who, measure, organisations, mean } of determined.slice(0, 20))
    say(
      `  ${who}: ${measure} of ${organisations.join(', ')}: ${mean.lo.toFixed(2)} to ${mean.hi.toFixed(2)}`,
    );
  for (const { who, organisations } of isolated.slice(0, 20))
    say(`  ${who}: a combination of nobody but ${organisations.join(', ')}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
