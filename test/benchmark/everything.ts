import { groupsOf } from '../../src/benchmark/catalogue/catalogue.ts';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import { fileOf } from '../attack/fetched.ts';
import type { Released } from '../attack/people-sights.ts';
import type { Demonstration } from '../support/demonstration.ts';
import type { Agent } from '../support/service.ts';
import { checksumsOf, workbook } from './files.ts';

/** By who looks and at what: the text that they are given. */
export type Everything = ReadonlyMap<string, string>;

export const onScreen = ['', '/benchmark.csv'];
const allFormats = [...onScreen, '/print', '/benchmark.xlsx'];

/**
 * What everybody of the cast, and somebody not signed in, can fetch of benchmarks: of the newest
 * release in every format, of those before on the page and in CSV.
 */
export async function everythingIn(
  world: Demonstration,
  released: readonly Released[],
  formats: readonly string[] = allFormats,
): Promise<Everything> {
  const all = new Map<string, string>();
  for (const { name, id } of [...fictionalPeople, { name: 'nobody', id: null }]) {
    const agent = id === null ? world.service.visitor() : await world.service.as(id);
    for await (const [address, text] of seenBy(agent, released, formats))
      all.set(`${name} ${address}`, text);
  }
  return all;
}

async function* seenBy(
  agent: Agent,
  released: readonly Released[],
  formatsOfNewest: readonly string[],
): AsyncGenerator<readonly [string, string]> {
  const all = released.flatMap(({ catalogue }) => catalogue.groups);
  const members = all.flatMap(({ kind, members }) => (kind === 'kind' ? members : []));
  const tried = [
    '/national-tables',
    ...released.flatMap(({ release: { id } }) =>
      ['', '.csv', '.json'].map((format) => `/national-tables/${id}${format}`),
    ),
  ];
  for (const code of new Set(members)) {
    const address = `/benchmarks/${code}`;
    if ((await fileOf(agent, address)) === null) continue;
    tried.push(address);
    for (const [at, { release, catalogue }] of released.entries())
      for (const basis of ['survey', 'agreed'])
        for (const { code: group } of groupsOf(catalogue)(code)) {
          const query = new URLSearchParams({ cycle: release.cycleId, basis, group });
          const formats = at === 0 ? formatsOfNewest : onScreen;
          tried.push(...formats.map((format) => `${address}${format}?${query}`));
        }
  }
  for (const board of new Set(all.flatMap(({ kind, code }) => (kind === 'icb' ? [code] : []))))
    for (const file of ['', '/scores.csv'])
      for (const { release } of released)
        tried.push(`/icbs/${board.slice('icb:'.length)}${file}?cycle=${release.cycleId}`);
  for (const { release } of released)
    tried.push(
      `/cycles/${release.cycleId}/releases`,
      `/cycles/${release.cycleId}/releases/${release.number}`,
    );
  for (const address of tried) {
    if (address.includes('.xlsx')) {
      // Where there is the page there is the workbook.
      if ((await fileOf(agent, address.replace('/benchmark.xlsx', ''))) === null) continue;
      yield [address, checksumsOf(await workbook(agent, address, {})).join('\n')];
      continue;
    }
    const text = await fileOf(agent, address);
    if (text !== null) yield [address, text.replace(/name="_csrf" value="[^"]*"/g, '')];
  }
}
