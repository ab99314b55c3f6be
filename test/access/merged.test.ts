import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './browser.ts';
import { type Ground, prepareGround } from './ground.ts';
import { organisations, type Where } from './people.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround();
});
afterAll(() => ground.remove());

/** What there is of an organisation's released assessment and of its running one. */
function pagesOf(where: Where): readonly string[] {
  const code = organisations[where];
  const { released, open } = ground.places[where];
  const assessments = [released[':assessment'], open[':assessment']];
  return [
    ...assessments.flatMap((assessment) => [
      `/surveys/${assessment}`,
      `/surveys/${assessment}/results`,
      `/surveys/${assessment}/history`,
      `/positions/${assessment}`,
      `/positions/${assessment}/sign-offs`,
      `/plans/${assessment}`,
      `/plans/${assessment}/actions.csv`,
      `/assessments/${assessment}/profile`,
    ]),
    `/positions/${released[':assessment']}/sign-offs/${released[':signOff']}`,
    `/workshops/${released[':workshop']}/report`,
    `/benchmarks/${code}`,
    `/benchmarks/${code}/benchmark.csv`,
    `/organisations/${code}/roles`,
    `/organisations/${code}/assessments/new`,
  ];
}

function statuses(walker: string, pages: readonly string[]): Promise<readonly number[]> {
  return ground.onCopy(async (service) => {
    const found: number[] = [];
    for (const page of pages)
      found.push((await ask(service, ground.passes[walker], 'GET', page)).status);
    return found;
  });
}

const closedTrust = 'of the closed trust';
const successor = 'of its successor';

test.each([
  [`lead and respondent ${successor}`, 'closed'],
  [`signatory and facilitator ${successor}`, 'closed'],
  [`lead and respondent ${closedTrust}`, 'successor'],
  [`signatory and facilitator ${closedTrust}`, 'successor'],
] as const)('a merger opens nothing of the other to its %s', async (walker, other) => {
  const pages = pagesOf(other);
  const seen = await statuses(walker, pages);
  // What asks for a role that they have nowhere says so, and says it of everything.
  expect(pages.filter((_, at) => ![403, 404].includes(seen[at] as number))).toEqual([]);
  expect(seen).toContain(404);
});

test('who led a trust that has closed keeps what was its own', async () => {
  const { ':assessment': assessment } = ground.places.closed.released;
  const own = ['surveys', 'positions', 'plans'].map((of) => `/${of}/${assessment}`);
  const pages = [...own, `/surveys/${assessment}/results`];
  expect(await statuses(`lead and respondent ${closedTrust}`, pages)).toEqual(pages.map(() => 200));
});

test('everybody may read which trust became which', async () => {
  const texts = await ground.onCopy(async (service) => {
    const { closed, successor } = organisations;
    const page = async (code: string) =>
      (await ask(service, undefined, 'GET', `/organisations/${code}`)).text;
    return [await page(closed), await page(successor)];
  });
  expect(texts[0]).toContain('The successor organisation');
  expect(texts[1]).toContain('The closed organisation');
});
