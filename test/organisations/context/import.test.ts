import { beforeEach, describe, expect, test } from '@jest/globals';
import { readContextFile } from '../../../src/organisations/context/context-file.ts';
import { findContext, readContexts } from '../../../src/organisations/context/context-store.ts';
import { importContext } from '../../../src/organisations/context/import-context.ts';
import { problemText } from '../../../src/organisations/register-file.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { today } from '../../support/service.ts';
import { emptyRegister, given, importOn, smallFiles } from '../register.ts';

const header = 'ods_code,as_of,source,size_band,beds,income_million,sites';
const hill = 'RAA,2026-03-31,Annual report,large,850,612.5,3';
const dale = 'RBB,2025-12-31,Dale itself,,,90,';

onEachDatabase('importing context', (database) => {
  beforeEach(async () => {
    await database().deleteFrom('organisation_context').execute();
    await emptyRegister(database());
    await importOn(database(), smallFiles());
  });

  async function bring(text: string | Uint8Array) {
    const outcome = await importContext(
      database(),
      readContextFile(given('context.csv', text)),
      () => today,
    );
    return 'problems' in outcome ? outcome.problems.map(problemText) : outcome.imported;
  }
  const bringRows = (...rows: readonly string[]) => bring([header, ...rows].join('\n'));

  test('keeps what a file says, and nothing where it says nothing', async () => {
    expect(await bringRows(hill, dale)).toEqual({ added: 2, changed: 0, unchanged: 0 });
    expect(await readContexts(database())).toEqual([
      {
        organisationCode: 'RAA',
        asOf: '2026-03-31',
        source: 'Annual report',
        sizeBand: 'large',
        variables: { beds: 850, income_million: 612.5, sites: 3 },
      },
      {
        organisationCode: 'RBB',
        asOf: '2025-12-31',
        source: 'Dale itself',
        sizeBand: null,
        variables: { income_million: 90 },
      },
    ]);
  });

  test('of the same file again changes nothing', async () => {
    await bringRows(hill, dale);
    const before = await readContexts(database());
    expect(await bringRows(dale, hill)).toEqual({ added: 0, changed: 0, unchanged: 2 });
    expect(await readContexts(database())).toEqual(before);
  });

  test.each([
    ['the day', 'RAA,2026-06-30,Annual report,large,850,612.5,3'],
    ['the source', 'RAA,2026-03-31,Another report,large,850,612.5,3'],
    ['the size', 'RAA,2026-03-31,Annual report,,850,612.5,3'],
    ['a number', 'RAA,2026-03-31,Annual report,large,851,612.5,3'],
    ['a number that is missing', 'RAA,2026-03-31,Annual report,large,850,,3'],
  ])('counts a change of %s, and leaves the others', async (_what, row) => {
    await bringRows(hill, dale);
    expect(await bringRows(row)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await bringRows(row)).toEqual({ added: 0, changed: 0, unchanged: 1 });
    expect(await findContext(database(), 'RBB')).toMatchObject({ source: 'Dale itself' });
  });

  test('forgets what a newer row does not say any more', async () => {
    await bringRows(hill);
    await bring('ods_code,as_of,source,size_band,area_km2\nRAA,2026-06-30,Survey,,1200');
    expect((await findContext(database(), 'RAA'))?.variables).toEqual({ area_km2: 1200 });
  });

  test('minds neither the order of columns nor what spreadsheets write', async () => {
    const mixed = 'beds,size_band,source,as_of,ods_code\r\n0,,"Report, annual",2026-03-31,RAA\r\n';
    expect(await bring(`\uFEFF${mixed}\r\n`)).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await findContext(database(), 'RAA')).toMatchObject({
      source: 'Report, annual',
      variables: { beds: 0 },
    });
  });

  test('takes an ICB, without a size', async () => {
    expect(await bringRows('QAA,2026-03-31,Report,,,3900,2')).toMatchObject({ added: 1 });
    expect(await bringRows('QAA,2026-03-31,Report,small,,3900,2')).toEqual([
      'context.csv line 2, column 4 (size_band): must be empty for an ICB: only trusts are compared by size',
    ]);
  });

  describe('refuses, and changes nothing for,', () => {
    const whole = 'must be a whole number such as 850, or empty';
    const decimal = 'must be a number such as 612.5, or empty';
    const bad: [string, string, string[]][] = [
      [
        'a code that the register does not have',
        'RZZ,2026-03-31,Report,large,,,',
        ['line 3, column 1 (ods_code): RZZ is not in the register'],
      ],
      [
        'an organisation that has a row already',
        hill,
        ['line 3, column 1 (ods_code): is on line 2 already'],
      ],
      [
        'what is no code',
        'r-1,2026-03-31,Report,large,,,',
        ['line 3, column 1 (ods_code): must be 3 to 5 capital letters and digits'],
      ],
      [
        'a day that does not exist',
        'RBB,2026-02-30,Report,large,,,',
        ['line 3, column 2 (as_of): must be a date such as 2026-03-31'],
      ],
      [
        'a day to come',
        'RBB,2026-11-23,Report,large,,,',
        ['line 3, column 2 (as_of): is after today'],
      ],
      ['no source', 'RBB,2026-03-31,,large,,,', ['line 3, column 3 (source): must not be empty']],
      [
        'a size that does not exist',
        'RBB,2026-03-31,Report,huge,,,',
        ['line 3, column 4 (size_band): must be small, medium, large, or empty'],
      ],
      [
        'a row that says nothing',
        'RBB,2026-03-31,Report,,,,',
        ['line 3, column 4 (size_band): must not be empty where the row has no number either'],
      ],
      [
        'numbers in other forms',
        'RBB,2026-03-31,Report,,-1,£90,1e3',
        [
          `line 3, column 5 (beds): ${whole}`,
          `line 3, column 6 (income_million): ${decimal}`,
          `line 3, column 7 (sites): ${whole}`,
        ],
      ],
      [
        'numbers with separators, spaces and words',
        'RBB,2026-03-31,Report,,"1,850", 90,NaN',
        [
          `line 3, column 5 (beds): ${whole}`,
          `line 3, column 6 (income_million): ${decimal}`,
          `line 3, column 7 (sites): ${whole}`,
        ],
      ],
      [
        'part of a bed and too many digits',
        'RBB,2026-03-31,Report,,850.5,1.2345,1234567890',
        [
          `line 3, column 5 (beds): ${whole}`,
          `line 3, column 6 (income_million): ${decimal}`,
          `line 3, column 7 (sites): ${whole}`,
        ],
      ],
      ['a row that is too short', 'RBB,2026-03-31', ['line 3: has 2 fields instead of 7']],
      [
        'everything that is wrong in a row',
        'RBB,soon, Report,vast,x,,',
        [
          'line 3, column 2 (as_of): must be a date such as 2026-03-31',
          'line 3, column 3 (source): has a space before or after it',
          'line 3, column 4 (size_band): must be small, medium, large, or empty',
          `line 3, column 5 (beds): ${whole}`,
        ],
      ],
    ];

    test.each(bad)('%s', async (_what, row, expected) => {
      expect(await bringRows(hill, row)).toEqual(expected.map((text) => `context.csv ${text}`));
      expect(await readContexts(database())).toEqual([]);
    });

    const files: [string, string | Uint8Array, string[]][] = [
      ['an empty file', '', ['context.csv: is empty']],
      ['a header alone', `${header}\n`, ['context.csv: has a header and no rows']],
      [
        'more than a hundred per cent',
        'ods_code,as_of,source,size_band,aged_65_percent\nRAA,2026-03-31,Report,,100.5',
        ['context.csv line 2, column 5 (aged_65_percent): must be 100 or less'],
      ],
      [
        'columns that are missing, unknown or there twice',
        'ods_code,as_of,size_band,beds,beds,maturity\nRAA,2026-03-31,large,1,1,5',
        [
          'context.csv line 1: the header has no column source',
          'context.csv line 1: the header has a column "maturity", which is none of ods_code, as_of, source, size_band, beds, income_million, staff_wte, sites, population_thousand, area_km2, aged_65_percent, deprived_percent',
          'context.csv line 1: the header has the column beds more than once',
        ],
      ],
      [
        'what is no table',
        Buffer.from([1, 0, 2]),
        ['context.csv line 1: is not text: there is a NUL byte'],
      ],
      [
        'a quotation mark that is never closed',
        `${header}\n${hill}\nRBB,2026-03-31,"Report,,,,`,
        ['context.csv line 3: a quotation mark is opened from here on and never closed'],
      ],
    ];

    test.each(files)('%s', async (_what, text, expected) => {
      expect(await bring(text)).toEqual(expected);
      expect(await readContexts(database())).toEqual([]);
    });
  });
});
