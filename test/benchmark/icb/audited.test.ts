import { expect, test } from '@jest/globals';
import { organisationChain } from '../../../src/people/audit.ts';
import { readChain } from '../../support/audit-chain.ts';
import { people } from './board-rows.ts';
import { boards } from './boards.ts';

const world = boards();
const lines = async () =>
  (await readChain(world.database, organisationChain('QAA'))).map(({ act, actorId, subject }) => [
    act,
    actorId,
    subject,
  ]);

test('an analyst who opens or takes away the scores of named trusts is in the audit of the board', async () => {
  const { anna, bert } = world.browsers;
  for (let time = 0; time < 2; time++) {
    await anna.get('/icbs/QAA').expect(200);
    await anna.get('/icbs/QAA/scores.csv').expect(200);
  }
  await bert.get('/icbs/QAA').expect(404);
  await bert.get('/icbs/QAA/scores.csv').expect(404);
  const scores = { what: 'trust-scores', as: 'icb-analyst', of: world.spring };
  expect(await lines()).toEqual([
    ['view-results', people.anna, scores],
    ['export-results', people.anna, scores],
    ['export-results', people.anna, scores],
  ]);
});
