import { beforeEach, describe, expect, test } from '@jest/globals';
import { findOrganisation, loadNeighbours, saveMembership } from '../../src/organisations/store.ts';
import { onEachDatabase } from '../support/databases.ts';
import {
  emptyRegister,
  file,
  given,
  importOn,
  small,
  smallFiles,
  wholeRegister,
} from './register.ts';

onEachDatabase('importing organisations', (database) => {
  beforeEach(() => emptyRegister(database()));

  const icbsOf = async (code: string) =>
    (await loadNeighbours(database(), code)).icbs.map(
      ({ code: icb, from, until }) => `${icb} ${from} ${until ?? 'now'}`,
    );
  const moved = file('organisations', 'RAA,Hill NHS Trust,trust,acute,QBBBB,North West,test');
  const movedBack = file('organisations', small.organisations[0]);

  test('does not mind the order of the files', async () => {
    await importOn(database(), smallFiles());
    const inOrder = await wholeRegister(database());
    await emptyRegister(database());
    await importOn(database(), smallFiles().toReversed());
    expect(await wholeRegister(database())).toEqual(inOrder);
  });

  test('reads what spreadsheets write: a byte order mark, CRLF and empty lines', async () => {
    await importOn(database(), smallFiles());
    const plain = await wholeRegister(database());
    await emptyRegister(database());
    const saved = smallFiles().map(({ name, bytes }) =>
      given(name, `\uFEFF${Buffer.from(bytes).toString().replaceAll('\n', '\r\n')}\r\n`),
    );
    expect((await importOn(database(), saved)).problems).toEqual([]);
    expect(await wholeRegister(database())).toEqual(plain);
  });

  test('begins a membership when the ICB was established', async () => {
    await importOn(database(), smallFiles());
    expect(await icbsOf('RAA')).toEqual(['QAA 2022-07-01 now']);
    expect(await icbsOf('RBB')).toEqual(['QBBBB 2026-04-01 now']);
    expect(await icbsOf('RCC')).toEqual(['QCC 2022-07-01 2025-03-31']);
  });

  test('ends a membership the day before another ICB is named, and begins the new one', async () => {
    await importOn(database(), smallFiles());
    const { imported } = await importOn(database(), [moved], '2027-05-10T09:00:00Z');
    expect(await icbsOf('RAA')).toEqual(['QBBBB 2027-05-10 now', 'QAA 2022-07-01 2027-05-09']);
    expect(imported?.['ICB memberships']).toEqual({ added: 1, changed: 1, unchanged: 0 });
    const before = await wholeRegister(database());
    await importOn(database(), [moved], '2027-06-01T09:00:00Z');
    expect(await wholeRegister(database())).toEqual(before);
  });

  test('takes the day of a change from the clock in England', async () => {
    await importOn(database(), smallFiles());
    await importOn(database(), [moved], '2027-05-10T23:30:00Z');
    expect(await icbsOf('RAA')).toEqual(['QBBBB 2027-05-11 now', 'QAA 2022-07-01 2027-05-10']);
  });

  test('forgets a membership that is corrected on the day on which it began', async () => {
    await importOn(database(), smallFiles());
    await importOn(database(), [moved], '2027-05-10T09:00:00Z');
    await importOn(database(), [movedBack], '2027-05-10T17:00:00Z');
    expect(await icbsOf('RAA')).toEqual(['QAA 2027-05-10 now', 'QAA 2022-07-01 2027-05-09']);
  });

  test('leaves other ICBs that a trust serves as they are', async () => {
    await importOn(database(), smallFiles());
    await saveMembership(database(), {
      organisationCode: 'RAA',
      icbCode: 'QBBBB',
      from: '2026-04-01',
      until: null,
      basis: 'serves',
    });
    await importOn(database(), smallFiles());
    expect(await icbsOf('RAA')).toEqual(['QBBBB 2026-04-01 now', 'QAA 2022-07-01 now']);
  });

  test('leaves an organisation that is missing from the new file as it is', async () => {
    await importOn(database(), smallFiles());
    const before = await findOrganisation(database(), 'RAA');
    await importOn(database(), smallFiles({ organisations: small.organisations.slice(1) }));
    expect(await findOrganisation(database(), 'RAA')).toEqual(before);
    expect(await icbsOf('RAA')).toEqual(['QAA 2022-07-01 now']);
  });

  test('follows a merger of ICBs in a later year', async () => {
    await importOn(database(), smallFiles());
    const later = [
      file('icbs', 'QDD,E54000009,NHS All Integrated Care Board,London,Y56,QAA QBBBB,2028-04-01,'),
      file('organisations', 'RAA,Hill NHS Trust,trust,acute,QDD,North West,test'),
    ];
    expect((await importOn(database(), later, '2028-06-01T09:00:00Z')).problems).toEqual([]);
    expect(await findOrganisation(database(), 'QAA')).toMatchObject({ closedOn: '2028-03-31' });
    expect(await icbsOf('RAA')).toEqual(['QDD 2028-04-01 now', 'QAA 2022-07-01 2028-03-31']);
    // Nobody has said yet where this trust is now, but its ICB is no more.
    expect(await icbsOf('RBB')).toEqual(['QBBBB 2026-04-01 2028-03-31']);
    // The list of the 42 does not close again, on an earlier day, what has closed since.
    await importOn(database(), [file('icbs_2022_42', ...small.icbs_2022_42)]);
    expect(await findOrganisation(database(), 'QAA')).toMatchObject({ closedOn: '2028-03-31' });
  });

  test('closes a trust, and with it its membership', async () => {
    await importOn(database(), smallFiles());
    const closing = [
      file('icbs', ...small.icbs),
      file('closed_trusts', 'RAA,Hill NHS Trust,QAA,Y62,19910401,20270331'),
    ];
    const { imported } = await importOn(database(), closing);
    expect(imported?.trusts).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await findOrganisation(database(), 'RAA')).toMatchObject({
      trustType: 'acute',
      closedOn: '2027-03-31',
    });
    expect(await icbsOf('RAA')).toEqual(['QAA 2022-07-01 2027-03-31']);
  });

  describe('refuses, and changes nothing for,', () => {
    const bad: [string, ReturnType<typeof smallFiles>, string[]][] = [
      [
        'an unknown kind',
        smallFiles({
          organisations: [...small.organisations, 'RDD,New NHS Trust,clinic,acute,QAA,London,test'],
        }),
        ['organisations.csv line 5, column 3 (kind): must be trust or icb'],
      ],
      [
        'an unknown trust type',
        smallFiles({ organisations: ['RAA,Hill NHS Trust,trust,dental,QAA,London,test'] }),
        [
          'organisations.csv line 2, column 4 (trust_type): must be acute, mental_health, community, ambulance, specialist, digital, or empty for an ICB',
          'succession.csv line 2, column 4 (successor): RBB is not a trust of these files or the register',
        ],
      ],
      [
        'a trust without a type and an ICB with one',
        smallFiles({
          organisations: [
            'RBB,Dale NHS Trust,trust,,QBBBB,London,test',
            'QAA,NHS Hill Integrated Care Board,icb,acute,QAA,North West,test',
          ],
        }),
        [
          'organisations.csv line 2, column 4 (trust_type): must be one of acute, mental_health, community, ambulance, specialist, digital for a trust',
          'organisations.csv line 3, column 4 (trust_type): must be empty for an ICB',
        ],
      ],
      [
        'a code that is too long, too short or in small letters',
        [
          file(
            'organisations',
            'RAAAAA,Hill NHS Trust,trust,acute,QAA,London,test',
            'RB,Hill NHS Trust,trust,acute,QAA,London,test',
            'RAA,Hill NHS Trust,trust,acute,qaa,London,test',
          ),
          file('icbs', ...small.icbs),
          file('icbs_2022_42', ...small.icbs_2022_42),
        ],
        [
          'organisations.csv line 2, column 1 (ods_code): must be 3 to 5 capital letters and digits',
          'organisations.csv line 3, column 1 (ods_code): must be 3 to 5 capital letters and digits',
          'organisations.csv line 4, column 5 (icb_code): must be 3 to 5 capital letters and digits',
        ],
      ],
      [
        'an ICB that nobody knows',
        [file('organisations', 'RAA,Hill NHS Trust,trust,acute,QZZ,London,test')],
        [
          'organisations.csv line 2, column 5 (icb_code): QZZ is not an ICB of these files or the register',
        ],
      ],
      [
        'an ICB that has closed',
        smallFiles({
          organisations: [
            ...small.organisations,
            'RDD,New NHS Trust,trust,acute,QCC,North West,test',
          ],
        }),
        ['organisations.csv line 5, column 5 (icb_code): QCC closed on 2026-03-31'],
      ],
      [
        'a trust in the place of an ICB',
        smallFiles({
          organisations: [
            ...small.organisations,
            'RDD,New NHS Trust,trust,acute,RAA,North West,test',
          ],
        }),
        ['organisations.csv line 5, column 5 (icb_code): RAA is not an ICB'],
      ],
      [
        'a code that stands twice in a file',
        smallFiles({ organisations: [...small.organisations, small.organisations[0]] }),
        ['organisations.csv line 5, column 1 (ods_code): is on line 2 already'],
      ],
      [
        'a trust that is both open and closed',
        smallFiles({
          closed_trusts: [...small.closed_trusts, 'RAA,Hill NHS Trust,QAA,Y62,20110401,20250331'],
        }),
        ['closed_trusts.csv line 3, column 1 (ods_code): RAA is in organisations.csv line 2 too'],
      ],
      [
        'an ICB that two files name differently',
        smallFiles({
          organisations: [
            ...small.organisations.slice(0, 2),
            'QAA,NHS Mountain Integrated Care Board,icb,,QAA,North West,test',
          ],
        }),
        [
          'icbs.csv line 2, column 3 (name): is "NHS Mountain Integrated Care Board" in organisations.csv line 4',
        ],
      ],
      [
        'a succession to an organisation that nobody knows',
        smallFiles({ succession: ['trust,RCC,Old Dale NHS Trust,RZZ,2025-04-01,test'] }),
        [
          'succession.csv line 2, column 4 (successor): RZZ is not a trust of these files or the register',
        ],
      ],
      [
        'a succession of an organisation to itself',
        smallFiles({ succession: ['trust,RBB,Dale NHS Trust,RBB,2025-04-01,test'] }),
        ['succession.csv line 2, column 4 (successor): must not be the predecessor itself'],
      ],
      [
        'a predecessor that nobody knows',
        smallFiles({
          icbs: [
            small.icbs[0],
            'QBBBB,E54000002,NHS Dale Integrated Care Board,London,Y56,QCC QZZ,2026-04-01,',
          ],
        }),
        [
          'icbs.csv line 3, column 6 (predecessors): QZZ is not an ICB of these files or the register',
        ],
      ],
      [
        'dates that are not dates',
        smallFiles({
          succession: ['trust,RCC,Old Dale NHS Trust,RBB,2025-02-30,test'],
          closed_trusts: ['RCC,Old Dale NHS Trust,QCC,Y56,2011-04-01,20251331'],
        }),
        [
          'succession.csv line 2, column 5 (date): must be a date such as 2026-04-01',
          'closed_trusts.csv line 2, column 5 (open): must be a date such as 20240930',
          'closed_trusts.csv line 2, column 6 (close): must be a date such as 20240930',
        ],
      ],
      [
        'a trust that closed before it opened',
        smallFiles({ closed_trusts: ['RCC,Old Dale NHS Trust,QCC,Y56,20250401,20250331'] }),
        ['closed_trusts.csv line 2, column 6 (close): is before the day it opened'],
      ],
      [
        'a region code that icbs.csv does not explain',
        smallFiles({ closed_trusts: ['RCC,Old Dale NHS Trust,QCC,Y99,20110401,20250331'] }),
        [
          'closed_trusts.csv line 2, column 4 (region_code): no row of icbs.csv says which region Y99 is',
        ],
      ],
      [
        'an empty name and one with a control character',
        smallFiles({
          organisations: [
            'RAA,,trust,acute,QAA,North West,test',
            'RBB,Dale\u0007 NHS Trust,trust,community,QBBBB,London,test',
          ],
        }),
        [
          'organisations.csv line 2, column 2 (name): must not be empty',
          'organisations.csv line 3, column 2 (name): contains a control character',
        ],
      ],
      [
        'the list of the 42 where no ICB of today is known',
        [file('icbs_2022_42', ...small.icbs_2022_42)],
        ['icbs_2022_42.csv: needs icbs.csv beside it, to know which of these ICBs are still open'],
      ],
    ];

    test.each(bad)('%s', async (_what, files, problems) => {
      expect((await importOn(database(), files)).problems).toEqual(problems);
      expect(await wholeRegister(database())).toEqual({
        organisations: [],
        memberships: [],
        successions: [],
      });
    });

    test('a code that means another kind of organisation in the register', async () => {
      await importOn(database(), smallFiles());
      const before = await wholeRegister(database());
      const { problems } = await importOn(database(), [
        file('icbs', 'RAA,E54000007,NHS New Integrated Care Board,London,Y56,,2027-04-01,'),
      ]);
      expect(problems).toEqual([
        'icbs.csv line 2, column 1 (ods_code): RAA is in the register as trust, and a code is never used again',
      ]);
      expect(await wholeRegister(database())).toEqual(before);
    });

    test('a fictional organisation of the demonstration', async () => {
      await database()
        .insertInto('organisation')
        .values([
          { code: 'RAA', name: 'Fictional Trust', kind: 'trust', source: 'demo', fictional: 1 },
          { code: 'QZZ', name: 'Fictional ICB', kind: 'icb', source: 'demo', fictional: 1 },
        ])
        .execute();
      const before = await wholeRegister(database());
      const { problems } = await importOn(
        database(),
        smallFiles({
          organisations: [...small.organisations, 'RDD,New NHS Trust,trust,acute,QZZ,London,test'],
        }),
      );
      expect(problems).toEqual([
        'organisations.csv line 2, column 1 (ods_code): RAA is a fictional organisation of the demonstration in this database',
        'organisations.csv line 5, column 5 (icb_code): QZZ is a fictional organisation of the demonstration in this database',
      ]);
      expect(await wholeRegister(database())).toEqual(before);
    });
  });

  test('keeps fictional organisations beside the real ones', async () => {
    await database()
      .insertInto('organisation')
      .values({ code: 'XAA', name: 'Fictional', kind: 'icb', source: 'demo', fictional: 1 })
      .execute();
    expect((await importOn(database(), smallFiles())).problems).toEqual([]);
    expect(await findOrganisation(database(), 'XAA')).toMatchObject({ fictional: true });
  });

  test('undoes everything when the database fails half way', async () => {
    // Refuses the second row of the table that is written last.
    await database()
      .schema.createIndex('one_source_only')
      .unique()
      .on('succession')
      .column('source')
      .execute();
    const second = 'trust,RCC,Old Dale NHS Trust,RAA,2025-04-01,test';
    try {
      await expect(
        importOn(database(), smallFiles({ succession: [...small.succession, second] })),
      ).rejects.toThrow(/unique/i);
    } finally {
      await database().schema.dropIndex('one_source_only').execute();
    }
    expect(await wholeRegister(database())).toEqual({
      organisations: [],
      memberships: [],
      successions: [],
    });
  });
});
