import { expect, test } from '@jest/globals';
import { fallbackOrder } from '../../../src/benchmark/catalogue/peer-group.ts';
import { codeOf } from '../../../src/demonstration/organisations.ts';
import { contextVariables } from '../../../src/organisations/context/variables.ts';
import { demonstration } from '../../support/demonstration.ts';
import { heading, mainText } from '../../support/pages.ts';

const stage = demonstration();

async function read(address: string): Promise<string> {
  return (await stage.service.visitor().get(address).expect(200)).text;
}

test('everybody can read who is compared with whom', async () => {
  const page = await read('/peer-groups');
  expect(heading(page)).toBe('Who is compared with whom');
  const words = mainText(page);
  expect(words).toContain('frozen when a cycle opens');
  expect(words).toContain('its 15 nearest neighbours');
  expect(words).toContain('They are never chosen by results');
  expect(words).toContain('at least 5 other organisations');
  expect(words).toContain('known of at least 80%');
  for (const { word, meaning } of Object.values(contextVariables))
    expect(words).toContain(`${word}: ${meaning}`);
  // The numbers of the real register: the test of freezing counts them.
  expect(words).toContain('16 of the 36 ICBs have fewer than 5 trusts');
  expect(words).toContain('90 of the 98 groups');
});

test('the order in which groups are tried is the one that is used', async () => {
  const list = (await read('/peer-groups')).match(/<ol>[\s\S]*?<\/ol>/)?.[0] ?? '';
  const words = [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, item]) => item);
  expect(words).toEqual([
    'your type in your region',
    'your type and size',
    'your nearest neighbours',
    'your type',
    'all trusts or, for an ICB, all ICBs',
  ]);
  expect(fallbackOrder).toEqual(['type-region', 'type-size', 'neighbours', 'type', 'kind']);
});

test('the page of an organisation has its size and setting, with day and source', async () => {
  const words = mainText(await read('/organisations/DT001'));
  expect(words).toMatch(/Size among trusts of its type (Small|Medium|Large) Beds [\d,]+ Income/);
  expect(words).toMatch(/People aged 65 or over \(%\) \d+ /);
  expect(words).toContain('Source Made up for the demonstration, as of 31 March 2024');
  const board = mainText(await read('/organisations/DI001'));
  expect(board).toContain('Population served (thousands)');
  expect(board).not.toContain('Size among');
  expect(board).not.toContain('Beds');
});

test('the page of an organisation of which nothing is known says nothing of it', async () => {
  const code = codeOf('Westerquay Hospitals NHS Foundation Trust');
  expect(mainText(await read(`/organisations/${code}`))).not.toContain('Size and setting');
});
