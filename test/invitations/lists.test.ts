import { beforeEach, describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  heading,
  mainText,
  tableRows,
  textarea,
  tokenOf,
} from '../support/pages.ts';
import { checkList, invitationsOf, invitingTables, sendList } from './inviting.ts';

const world = stage();
const base = () => invitationsOf(world);
const rows = () => dump(world.database, invitingTables);

/** What is wrong with a list, with nothing changed and every word of it kept. */
async function wrongWith(list: string, kept = list): Promise<string[]> {
  const before = await rows();
  const response = await checkList(world.browsers.lena, base(), list);
  expect(response.status).toBe(422);
  expectCalm(world.service, response);
  expect(textarea(response.text, 'people-note')).toBe(kept);
  expect(response.text).toContain('<title>Error: ');
  expect(await rows()).toBe(before);
  const errors = errorsOn(response.text);
  for (const [, href] of errors) expect(href).toBe('#people-note');
  // The button behind the check page refuses the same.
  const sent = await sendList(world.browsers.lena, base(), list);
  expect(sent.status).toBe(422);
  expect(errorsOn(sent.text)).toEqual(errors);
  expect(await rows()).toBe(before);
  return errors.map(([message]) => message);
}

/** Who is invited by a list, as the check page shows them. */
async function peopleOn(list: string): Promise<string[][]> {
  const before = await rows();
  const response = await checkList(world.browsers.lena, base(), list);
  expect([response.status, errorsOn(response.text)]).toEqual([200, []]);
  expect(await rows()).toBe(before);
  return tableRows(response.text).slice(1);
}

const ask = 'They choose it';
const unnamed = 'Not given';
const coo = 'Chief operating officer (COO)';

describe('a person can be written', () => {
  test.each([
    ['ann@hill.example', ['ann@hill.example', unnamed, ask]],
    ['  ANN@Hill.Example  ', ['ann@hill.example', unnamed, ask]],
    ['ann@hill.example, Ann Ash, COO', ['ann@hill.example', 'Ann Ash', coo]],
    ['ann@hill.example;Ann Ash;coo', ['ann@hill.example', 'Ann Ash', coo]],
    ['ann@hill.example\tAnn Ash\tCoo', ['ann@hill.example', 'Ann Ash', coo]],
    ['ann@hill.example,,COO', ['ann@hill.example', unnamed, coo]],
    ['ann@hill.example, COO', ['ann@hill.example', unnamed, coo]],
    ['ann@hill.example,,', ['ann@hill.example', unnamed, ask]],
    ['ann@hill.example, "Ash, Ann", COO', ['ann@hill.example', 'Ash, Ann', coo]],
    ['ann@hill.example, "Ann ""Bo"" Ash"', ['ann@hill.example', 'Ann "Bo" Ash', ask]],
    ['Ann Ash <ann@hill.example>', ['ann@hill.example', 'Ann Ash', ask]],
    ['Ash, Ann <ann@hill.example>', ['ann@hill.example', 'Ash, Ann', ask]],
    ['"Ash, Ann" <ann@hill.example>; COO', ['ann@hill.example', 'Ash, Ann', coo]],
    ["'Ann Ash' <ann@hill.example>", ['ann@hill.example', 'Ann Ash', ask]],
    ['ann@hill.example <ann@hill.example>', ['ann@hill.example', unnamed, ask]],
    ['<ann@hill.example>, Ann Ash, COO', ['ann@hill.example', 'Ann Ash', coo]],
    ['"Ann Ash <ann@hill.example>",,COO', ['ann@hill.example', 'Ann Ash', coo]],
    ['Ann Ash, ann@hill.example, COO', ['ann@hill.example', 'Ann Ash', coo]],
    ["ann@hill.example, =1+1|' /C calc'!A0", ['ann@hill.example', "=1+1|' /C calc'!A0", ask]],
  ])('%j', async (line, person) => {
    expect(await peopleOn(line)).toEqual([person]);
  });

  test.each([
    coo,
    'chief operating officer',
    'COO',
    'chief-operating-officer',
    'CHIEF  OPERATING OFFICER (coo)',
  ])('in the role %j', async (role) => {
    expect(await peopleOn(`ann@hill.example, Ann, ${role}`)).toEqual([
      ['ann@hill.example', 'Ann', coo],
    ]);
  });

  test('many on one line, as a mail program copies them, each then on a line of its own', async () => {
    const both = [
      ['ann@hill.example', 'Ash, Ann', ask],
      ['ben@hill.example', 'Ben', ask],
    ];
    expect(await peopleOn('Ash, Ann <ann@hill.example>; Ben <ben@hill.example>;')).toEqual(both);
    expect(await peopleOn('ann@hill.example, ben@hill.example')).toHaveLength(2);
    expect(await wrongWith('ann@hill.example; ben@', 'ann@hill.example\nben@')).toEqual([
      'Line 2: the email address is not in the correct format, like name@example.com (“ben@”)',
    ]);
  });

  test('under a header, in the order of its columns', async () => {
    const ann = ['ann@hill.example', 'Ann', coo];
    expect(await peopleOn('address,name,role\nann@hill.example,Ann,COO')).toEqual([ann]);
    expect(await peopleOn('Role;Email;Name\nCOO;ann@hill.example;Ann')).toEqual([ann]);
    expect(await peopleOn('Name\tE-mail address\nAnn\tann@hill.example')).toEqual([
      ['ann@hill.example', 'Ann', ask],
    ]);
    expect(await peopleOn('address,name\nAnn <ann@hill.example>,')).toEqual([
      ['ann@hill.example', 'Ann', ask],
    ]);
  });

  test('with any line ends and empty lines between', async () => {
    const list = '\uFEFFann@hill.example\r\n\r\nben@hill.example\rcat@hill.example\n\n';
    expect(await peopleOn(list)).toHaveLength(3);
  });
});

describe('what is wrong is said with the number and the text of the line', () => {
  const format = 'the email address is not in the correct format, like name@example.com';
  const more = 'there is more than one email address. Put each person on a line of their own';
  test.each([
    ['Ann Ash', 'there is no email address'],
    [', Ann, COO', 'there is no email address'],
    ['ann@', format],
    ['@hill.example', format],
    ['ann@hill', format],
    ['ann hill@hill.example', format],
    ['änn@hill.example', format],
    ['ann@hill.example.', format],
    ['mailto:ann@hill.example', format],
    [`${'a'.repeat(250)}@hill.example, Ann`, format],
    ['ann@hill.example, Ann, Wizard', 'there is no role called “Wizard”'],
    ['ann@hill.example, Ann, CxO', 'there is no role called “CxO”'],
    ['ann@hill.example, Ann, place-director', 'there is no role called “place-director”'],
    ['ann@hill.example, Ann, __proto__', 'there is no role called “__proto__”'],
    ['ann@hill.example, Ann, COO, CIO', 'there are more than three parts: address, name and role'],
    ['ann@hill.example, Ann, COO, x@y.example', more],
    ['Ann <ann@hill.example>, Ben <ben@hill.example>, COO', more],
    ['ann@hill.example, "Ann', 'a quotation mark stands in the wrong place'],
    ['ann@hill.example, Ann "Bo" Ash', 'a quotation mark stands in the wrong place'],
    [`ann@hill.example, ${'n'.repeat(101)}`, 'the name must be 100 characters or fewer'],
    [`ann@hill.example, ${'n'.repeat(1000)}`, 'the line must be 1000 characters or fewer'],
  ])('%j', async (line, problem) => {
    const shown = line.length > 80 ? `${line.slice(0, 79)}…` : line;
    expect(await wrongWith(`ben@hill.example\n\n${line}`)).toEqual([
      `Line 3: ${problem} (“${shown.trim()}”)`,
    ]);
  });

  test.each([
    ['NUL', '\u0000'],
    ['a bell', '\u0007'],
    ['an escape', '\u001b[31m'],
    ['a control character of Latin 1', '\u0085'],
    ['what could not be decoded', '\uFFFD'],
  ])('%s, with a mark in its place', async (_what, character) => {
    const marked = character.replace(/^\p{Cc}/u, '\uFFFD');
    expect(
      await wrongWith(`ann@hill.example, A${character}nn`, `ann@hill.example, A${marked}nn`),
    ).toEqual([
      `Line 1: there are characters that cannot be shown (“ann@hill.example, A${marked}nn”)`,
    ]);
  });

  test.each([
    ['a line end of Unicode', '\u2028'],
    ['a change of direction', '\u202E'],
  ])('%s', async (_what, character) => {
    const line = `ann@hill.example, A${character}nn`;
    expect(await wrongWith(line)).toEqual([
      `Line 1: there are characters that cannot be shown (“${line}”)`,
    ]);
  });

  test('an address that is twice on the list, in any case', async () => {
    expect(await wrongWith('ann@hill.example\nben@hill.example\nANN@hill.example, Ann')).toEqual([
      'Line 3: the same email address is on line 1 (“ANN@hill.example, Ann”)',
    ]);
  });

  test('everything at once, and nobody of the right ones is invited', async () => {
    expect(
      await wrongWith(
        'right@hill.example\nwrong@\nann@hill.example, Ann, Wizard\nright@hill.example, R, Elf',
      ),
    ).toEqual([
      'Line 2: the email address is not in the correct format, like name@example.com (“wrong@”)',
      'Line 3: there is no role called “Wizard” (“ann@hill.example, Ann, Wizard”)',
      'Line 4: there is no role called “Elf” (“right@hill.example, R, Elf”)',
      'Line 4: the same email address is on line 1 (“right@hill.example, R, Elf”)',
    ]);
  });

  test('more parts than the header has columns', async () => {
    expect(await wrongWith('address,name\nann@hill.example,Ann,COO')).toEqual([
      'Line 2: there are more parts than the first line has names for (“ann@hill.example,Ann,COO”)',
    ]);
  });

  test.each(['', '   \n\t\n ', 'address,name,role'])('nobody on it: %j', async (list) => {
    expect(await wrongWith(list, list.trimEnd())).toEqual([
      'Enter at least one email address, or choose a file',
    ]);
  });
});

describe('a list is bounded', () => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, at) => `p${at}@hill.example`).join('\n');

  test('to 500 lines', async () => {
    expect(await peopleOn(people(500))).toHaveLength(500);
    expect(await wrongWith(people(501))).toEqual([
      'The list has 501 lines. Invite up to 500 people at a time',
    ]);
    expect(await wrongWith('x\n'.repeat(90_000), 'x\n'.repeat(90_000).trimEnd())).toHaveLength(1);
  });

  test('to 200 KB', async () => {
    expect(await wrongWith('x'.repeat(200 * 1024 + 1))).toEqual([
      'The list must be 200 KB or smaller. Invite the others in a second list',
    ]);
  });

  test.each([
    ['spaces', `${' '.repeat(150_000)}x`],
    ['brackets', '<'.repeat(150_000)],
    ['quotation marks', '"'.repeat(150_000)],
    ['at signs', 'a@'.repeat(75_000)],
    ['lines of spaces', `${' '.repeat(990)}x\n`.repeat(200).trimEnd()],
    ['lines of dots', `a@${'a.'.repeat(490)}\n`.repeat(200).trimEnd()],
  ])('and %s without end are read at once', async (_what, list) => {
    const before = Date.now();
    const { status } = await checkList(world.browsers.lena, base(), list);
    expect(status).toBe(422);
    expect(Date.now() - before).toBeLessThan(4000);
  });
});

describe('the check page', () => {
  test('says how many and goes back to the list with every word of it', async () => {
    const list = 'ann@hill.example, "Ash, Ann", COO\nben@hill.example';
    const { text } = await checkList(world.browsers.lena, base(), list);
    expect(heading(text)).toContain('Check who is invited');
    expect(mainText(text)).toContain('Send 2 invitations');
    const _csrf = await tokenOf(world.browsers.lena);
    const changed = await world.browsers.lena
      .post(`${base()}/check`)
      .type('form')
      .send({ 'people-note': list, change: 'yes', _csrf })
      .expect(200);
    expect(textarea(changed.text, 'people-note')).toBe(list);
    expect(errorsOn(changed.text)).toEqual([]);
  });

  test('with one person speaks of one', async () => {
    const { text } = await checkList(world.browsers.lena, base(), 'ann@hill.example');
    expect(mainText(text)).toContain('Send 1 invitation');
    expect(mainText(text)).not.toContain('1 invitations');
  });

  test('asked for by its address leads to the list', async () => {
    const { headers } = await world.browsers.lena.get(`${base()}/check`).expect(303);
    expect(headers.location).toBe(`${base()}/new`);
  });
});

describe('a form with other fields than ours', () => {
  beforeEach(() => expect(world.service.logged).toEqual([]));

  test.each([
    'people-note=ann@hill.example&role=COO',
    'people-note=ann@hill.example&people-note=ben@hill.example',
    'people-note=ann@hill.example&change=no',
    'people-note=ann@hill.example&constructor=x',
    'people-note=ann@hill.example&file=text',
    'people-note[]=ann@hill.example',
  ])('%s is refused', async (fields) => {
    const before = await rows();
    const _csrf = await tokenOf(world.browsers.lena);
    for (const address of [base(), `${base()}/check`])
      await world.browsers.lena
        .post(address)
        .type('form')
        .send(`${fields}&_csrf=${_csrf}`)
        .expect(422);
    expect(await rows()).toBe(before);
  });
});
