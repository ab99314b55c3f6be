import { beforeAll, describe, expect, test } from '@jest/globals';
import { continueRelease } from '../../../src/benchmark/release/continue-release.ts';
import { findRelease, releasesOfCycle } from '../../../src/benchmark/release/release-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { people, stage } from '../../support/cast.ts';
import { dump, expectCalm, fill, heading, mainText, open, send } from '../../support/pages.ts';
import type { Agent } from '../../support/service.ts';
import { addSignOff, closedCycle, manyTrusts, releaseDay } from './releasing.ts';

const staged = stage();
const trusts = manyTrusts(8);
const tables = ['release', 'release_contribution', 'release_part', 'audit'] as const;
let nora: Agent;
let cycle: string;
let list: string;
const first = () => `${list}/1`;

beforeAll(async () => {
  const { database } = staged;
  await timeIs(releaseDay);
  cycle = await closedCycle(database, trusts, { name: 'Winter 2027' });
  list = `/cycles/${cycle}/releases`;
  for (const [code, level] of Object.entries(trusts))
    await addSignOff(database, cycle, code, level + 0.3, { shared: level > 2 });
}, 180_000);

/** Sessions do not last that long, so the administrator signs in again. */
async function timeIs(instant: Date): Promise<void> {
  staged.service.setTime(instant.toISOString());
  nora = await staged.service.as(people.nora);
}

async function page(path: string): Promise<string> {
  const response = await nora.get(path).expect(200);
  expectCalm(staged.service, response);
  return response.text;
}

/** The newest release of the cycle, as it is stored. */
async function newest() {
  const [release] = await releasesOfCycle(staged.database, cycle);
  if (!release) throw new Error('There is no release');
  return release;
}

describe('the pages of releases', () => {
  test('begin at the list of cycles', async () => {
    expect(await page('/administration')).toContain(`href="${list}"`);
    const text = await page(list);
    expect(heading(text)).toBe('Releases of Winter 2027');
    expect(mainText(text)).toContain('No day is set on which the cycle is released by itself');
  });

  test('say of an open cycle when it can be released', async () => {
    await timeIs(new Date('2027-03-01T10:00:00.000Z'));
    const path = `/cycles/${staged.cycle}/releases`;
    const text = await page(path);
    expect(mainText(text)).toContain('has not closed yet. Its last day is 31 March 2027');
    const fields = await open(nora, '/administration');
    const { _csrf = '' } = fields;
    const response = await send(nora, path, { _csrf }).expect(409);
    expect(mainText(response.text)).toContain('Autumn 2026 has not closed yet');
    await timeIs(releaseDay);
  });

  test('count the parts while it is computed, also without scripts', async () => {
    const { headers } = await fill(nora, list, {});
    expect(headers.location).toBe(first());
    const text = await page(first());
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="2"></noscript>');
    expect(heading(text)).toBe('Winter 2027 Release 1 is being computed');
    expect(mainText(text)).toMatch(/2 of 12 parts are done/);
    expect(mainText(await page(list))).toContain('Publish or discard it before');
    // There is nothing to publish yet.
    await nora.get(`${first()}/publication`).expect(303);
    const { _csrf = '' } = await open(nora, `${first()}/discarding`);
    const early = { _csrf, release: (await newest()).id };
    const response = await send(nora, `${first()}/publication`, early).expect(409);
    expect(mainText(response.text)).toContain('still being computed');
  });

  test('preview who contributes, what is shown and withheld and why, and no result', async () => {
    await continueRelease(staged.database, (await newest()).id);
    const text = await page(first());
    const words = mainText(text);
    expect(words).not.toContain('refresh');
    expect(words).toContain('Not published yet');
    expect(words).toContain('Trusts, survey estimate: 8 Trust RT01 Trust RT02');
    expect(words).toContain('Trusts, agreed position: 8');
    expect(words).toContain('Questionnaire Version 1');
    expect(words).toContain((await newest()).fingerprint);
    expect(words).toMatch(/trusts Survey estimate \d of 9/);
    expect(words).toMatch(/Trusts: same type Agreed position 8 /);
    expect(words).toContain('NHS QT1 Integrated Care Board 5');
    expect(words).not.toMatch(/\b[1-5]\.\d\b/);
  });

  test('show nothing of it to anybody else before it is published', async () => {
    for (const path of [list, first(), `${first()}/publication`, `${first()}/discarding`]) {
      for (const name of ['alice', 'lena', 'sam', 'fay'] as const)
        await (await staged.service.as(people[name])).get(path).expect(403);
      const { headers } = await staged.service.visitor().get(path).expect(303);
      expect(headers.location).toContain('/sign-in');
    }
    const { text } = await staged.service.visitor().get('/national-tables').expect(200);
    expect(text).not.toContain('Winter 2027');
  });

  test('discard it, and prepare another that takes its number but not its forms', async () => {
    const old = await open(nora, `${first()}/publication`);
    const { headers } = await fill(nora, `${first()}/discarding`, {});
    expect(mainText(await page(headers.location as string))).toContain('The release is discarded');
    await nora.get(first()).expect(404);
    await fill(nora, list, {});
    await continueRelease(staged.database, (await newest()).id);
    const before = await dump(staged.database, tables);
    for (const act of ['publication', 'discarding']) {
      const response = await send(nora, `${first()}/${act}`, old).expect(409);
      expect(mainText(response.text)).toContain('Look at it again first');
    }
    expect(await dump(staged.database, tables)).toBe(before);
  });

  test('say that publishing is for good, do it, and are read-only then', async () => {
    expect(mainText(await page(`${first()}/publication`))).toContain('It can never be changed');
    const forms = {
      publication: await open(nora, `${first()}/publication`),
      discarding: await open(nora, `${first()}/discarding`),
    };
    const { headers } = await send(nora, `${first()}/publication`, forms.publication).expect(303);
    const text = await page(headers.location as string);
    expect(mainText(text)).toContain('The release is published');
    expect(mainText(text)).toContain('Published on 1 May 2027');
    expect(text).not.toContain(`${first()}/publication`);
    expect(text).not.toContain(`${first()}/discarding`);
    await send(nora, `${first()}/publication`, forms.publication).expect(303);
    const response = await send(nora, `${first()}/discarding`, forms.discarding).expect(409);
    expect(mainText(response.text)).toContain('stays as it is for good');
    for (const act of ['publication', 'discarding'])
      await nora.get(`${first()}/${act}`).expect(303);
    expect((await findRelease(staged.database, (await newest()).id))?.publishedAt).not.toBeNull();
    expect(mainText(await page('/administration'))).toContain('Released : releases of Winter 2027');
  });

  test('refuse a second one of which too few have changed, in words', async () => {
    const response = await fill(nora, list, {});
    expect(response.status).toBe(409);
    expect(mainText(response.text)).toContain('Fewer than 5 organisations have changed');
  });

  test('are of cycles and releases that there are', async () => {
    const paths = [
      ...[`/cycles/${newId()}/releases`, '/cycles/x/releases', `${list}/2`, `${list}/0`],
      ...[`${list}/01`, `${list}/1e0`, `${list}/x`, `${list}/9999999`, `${list}/1%00`],
    ];
    for (const path of paths) expectCalm(staged.service, await nora.get(path).expect(404));
    const { _csrf = '' } = await open(nora, '/administration');
    const odd = { _csrf, release: 'x', more: '1' };
    await send(nora, `${first()}/publication`, odd).expect(422);
    await send(nora, list, odd).expect(422);
  });
});
