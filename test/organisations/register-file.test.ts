import { expect, test } from '@jest/globals';
import { problemText, readFiles } from '../../src/organisations/register-file.ts';
import { file, given, small } from './register.ts';

const header = 'ods_code,gss_code,name';
const row = 'QAA,E54000001,NHS Hill Integrated Care Board';

test.each([
  ['an empty file', '', 'f.csv: is empty'],
  ['nothing but line breaks', '\n\n', 'f.csv: is empty'],
  ['a header alone', `${header}\n`, 'f.csv: has a header and no rows'],
  [
    'text that is no table',
    'Dear Sir\n',
    'f.csv line 1: the header is not that of a register file: "Dear Sir"',
  ],
  [
    'a header without a column',
    'ods_code,gss_code,name,region,region_code,predecessors,cluster\n',
    'f.csv line 1: the header must be ods_code,gss_code,name,region,region_code,predecessors,established,cluster (established missing)',
  ],
  [
    'a header with a column too many',
    `${header},note\n${row},x`,
    'f.csv line 1: the header must be ods_code,gss_code,name ("note" too many)',
  ],
  [
    'a renamed column',
    `ods_code,gss_code,title\n${row}`,
    'f.csv line 1: the header must be ods_code,gss_code,name (name missing; "title" too many)',
  ],
  [
    'columns in another order',
    `gss_code,ods_code,name\n${row}`,
    'f.csv line 1: the header must be ods_code,gss_code,name (the order differs)',
  ],
  [
    'too few fields',
    `${header}\n${row}\nQBB,E54000002\n`,
    'f.csv line 3: has 2 fields instead of 3',
  ],
  ['too many fields', `${header}\n${row},x\n`, 'f.csv line 2: has 4 fields instead of 3'],
  ['a NUL byte', `${header}\n${row}\0\n`, 'f.csv line 2: is not text: there is a NUL byte'],
  [
    'bytes that are not UTF-8',
    Buffer.from(`${header}\nQAA,E54000001,Caf\xe9\n`, 'latin1'),
    'f.csv: is not UTF-8 text: save it as "CSV UTF-8"',
  ],
  [
    'a quotation mark that is never closed',
    `${header}\n${row}\nQBB,E54000002,"NHS\nQCC,E54000003,NHS Old\n`,
    'f.csv line 3: a quotation mark is opened from here on and never closed',
  ],
  [
    'a quotation mark inside a word',
    `${header}\n${row}\nQBB,E54000002,NHS "Dale"\n`,
    'f.csv line 3: a quotation mark stands in the wrong place',
  ],
])('%s is named as the problem', (_what, text, problem) => {
  const { problems, complete } = readFiles([given('f.csv', text)]);
  expect(problems.map(problemText)).toEqual([problem]);
  if (!problem.includes('fields')) expect(complete).toBe(false);
});

test('every problem of a file is named, with its line, column and place', () => {
  const { problems } = readFiles([
    file('icbs', 'q,E5,"Two\nlines",,Y1,qaa,2026-13-01,x', 'QAA,E54000001,Hill,London'),
  ]);
  expect(problems.map(problemText)).toEqual([
    'icbs.csv line 2, column 1 (ods_code): must be 3 to 5 capital letters and digits',
    'icbs.csv line 2, column 2 (gss_code): must be E54 and six digits',
    'icbs.csv line 2, column 3 (name): contains a control character',
    'icbs.csv line 2, column 4 (region): must not be empty',
    'icbs.csv line 2, column 5 (region_code): must be Y and two digits',
    'icbs.csv line 2, column 6 (predecessors): must be codes with one space between them',
    'icbs.csv line 2, column 7 (established): must be a date such as 2026-04-01',
    'icbs.csv line 2, column 8 (cluster): must be capital letters and hyphens, or empty',
    'icbs.csv line 4: has 4 fields instead of 8',
  ]);
});

test('two files of one kind are one too many', () => {
  const one = file('icbs_2022_42', ...small.icbs_2022_42);
  const { problems } = readFiles([one, { ...one, name: 'copy.csv' }]);
  expect(problems.map(problemText)).toEqual([
    'copy.csv: is the same kind of file as icbs_2022_42.csv: give one of each kind',
  ]);
});

test('a file is known by its header, whatever it is called', () => {
  const { rows, problems } = readFiles([given('x.txt', `${header}\n${row}\n`)]);
  expect(problems).toEqual([]);
  expect(rows.icbs_2022_42).toMatchObject([{ file: 'x.txt', line: 2, row: { ods_code: 'QAA' } }]);
});
