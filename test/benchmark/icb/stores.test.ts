import { expect, test } from '@jest/globals';
import { boardPage } from '../../../src/benchmark/icb/board-page.ts';
import {
  findAnalysedBoard,
  listBegun,
  listShared,
} from '../../../src/benchmark/icb/board-store.ts';
import { listProgress } from '../../../src/benchmark/icb/participation-store.ts';
import { listAnalysed, listBenchmarked } from '../../../src/survey/benchmark-links-store.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { today } from '../../support/service.ts';
import { people } from './board-rows.ts';
import { build } from './boards.ts';

onEachDatabase('what a board is shown', (database) => {
  test('is read alike from every database', async () => {
    const { spring } = await build(database(), true);
    const anna = { id: people.anna };
    const vale = { code: 'QAA', name: 'NHS Vale Integrated Care Board' };
    expect(await findAnalysedBoard(database(), anna, 'QAA')).toEqual(vale);
    expect(await findAnalysedBoard(database(), anna, 'QBB')).toBeUndefined();
    expect(await listAnalysed(database(), anna)).toEqual([vale]);
    expect(await listBenchmarked(database(), { id: people.lena })).toEqual([]);
    expect((await listBegun(database(), today)).map(({ name }) => name)).toEqual([
      ...['Autumn 2026', 'Spring 2026'],
    ]);
    const shared = await listShared(database(), { board: 'QBB', cycleId: spring, now: today });
    expect(shared).toMatchObject([{ organisation: 'RX1', belongs: true }]);
    const progress = await listProgress(database(), spring, ['RA4', 'RA5', 'RC1', 'RM1']);
    expect([...progress].sort((a, b) => (a.code < b.code ? -1 : 1))).toEqual([
      { code: 'RA4', trustType: 'acute', opened: true, closed: true, signedOff: true },
      { code: 'RA5', trustType: 'acute', opened: true, closed: false, signedOff: false },
      { code: 'RC1', trustType: 'community', opened: false, closed: false, signedOff: false },
      { code: 'RM1', trustType: 'mental_health', opened: true, closed: true, signedOff: true },
    ]);
    expect(await listProgress(database(), spring, [])).toEqual([]);
    const page = await boardPage(database(), vale, null, today);
    expect(page.released?.compared.matrices.map(({ words, rows }) => [words, rows.length])).toEqual(
      [
        ...[
          ['acute trusts', 3],
          ['mental health trusts', 1],
          ['ambulance trusts', 1],
        ],
      ],
    );
  });
});
