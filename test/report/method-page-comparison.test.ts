import { beforeAll, describe, expect, test } from '@jest/globals';
import { densityOf } from '../../src/disclosure/density.ts';
import { method } from '../../src/scoring/method.ts';
import { stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';

describe('what the method page says of comparisons', () => {
  const world = stage();
  let html: string;
  let text: string;

  beforeAll(async () => {
    html = (await world.service.visitor().get('/method').expect(200)).text;
    text = mainText(html);
  });

  test('is when an organisation takes part, and when a second release may follow', () => {
    expect(text).toContain('at least 6 respondents from at least 2 families of roles');
    expect(text).toContain(
      'needs at least 5 organisations whose results came, went or changed. Each group is checked together with what was shown of it before. One that fails keeps its earlier result',
    );
  });

  test('is in which order groups are tried', () => {
    expect(text).toContain(
      'the same type and region, then the same type and size, then nearest neighbours, then the same type, then all of the same kind.',
    );
    expect(text).toContain(`Nearest neighbours are the ${method.peers.neighbours} organisations`);
    expect(html).toContain('href="/peer-groups"');
  });

  test('is what is shown by the number of other organisations', () => {
    const table = html.match(/by the number of other organisations[\s\S]*?<\/table>/)?.[0] ?? '';
    const rows = [...table.matchAll(/<td[^>]*>([^<]*)<\/td><td[^>]*>([^<]*)<\/td>/g)];
    expect(rows.map(([, others]) => others)).toEqual([
      'Fewer than 5',
      ...['5 to 7', '8 to 9', '10 to 19', '20 or more'],
    ]);
    expect(rows.map(([, , shown]) => shown)[3]).toContain('to the nearest 5 with its bounds');
  });

  test('is when only "most" is said', () => {
    expect(text).toContain('Where one count would be all of the peers or all but one, only that');
  });

  test('is what few, some and many are, as the service reckons', () => {
    expect([method.peers.someShare, method.peers.manyShare]).toEqual([0.1, 0.25]);
    expect(text).toContain('few (under 10%, which may be none), some (under 25%) or many');
    expect(densityOf([9, 10, 24, 25, 32, 0, 0, 0])?.slice(0, 4)).toEqual([
      ...['few', 'some', 'some', 'many'],
    ]);
  });

  test('is what keeps single organisations hidden', () => {
    expect(text).toContain('Peers need at least 5 others whose values the reader does not know.');
    expect(text).toContain('What everybody may read needs 6,');
    expect(text).toContain('the values of fewer than 5 unknown organisations');
    expect(text).toContain('Who has several roles sees what is safe for all of them together');
    expect(text).toContain('Earlier releases of the cycle stay in the check');
    expect(text).toContain('What is withheld has neither a value nor a count');
  });

  test('is who sees what', () => {
    const table = html.match(/<caption[^>]*>Who sees what[\s\S]*?<\/table>/)?.[0] ?? '';
    const who = [...table.matchAll(/scope="row">([^<]*)</g)].map(([, name]) => name);
    expect(who).toEqual([
      ...['Who answered', 'Assessment lead', 'Facilitator', 'Signatory', 'ICB'],
      ...['National administrator', 'Everybody'],
    ]);
  });

  test('is when something has changed from one cycle to another', () => {
    expect(text).toContain('a headline says so only from 2.73');
    expect(text).toContain('no line before 4 cycles');
  });
});
