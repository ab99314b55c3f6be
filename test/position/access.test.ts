import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { type Name, people, stage } from '../support/cast.ts';
import { dump, mainText, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { agree, metUpTo, positionOf } from './positions.ts';

const world = stage();
const statusOf = async (name: Name, page: string) => (await world.browsers[name].get(page)).status;

describe('the agreed position before the survey has closed', () => {
  test('says that nothing can be agreed yet, and takes nothing', async () => {
    const { text } = await world.browsers.lena.get(positionOf(world)).expect(200);
    expect(mainText(text)).toContain('Nothing can be agreed yet: the survey has not closed.');
    const question = positionOf(world, '/questions/A1');
    await world.browsers.lena.get(question).expect(303).expect('Location', `${question}/history`);
    const _csrf = await tokenOf(world.browsers.lena);
    const form = { _csrf, basedOn: '0', 'A1-2-state': 'met' };
    const refused = await send(world.browsers.lena, question, form).expect(409);
    expect(mainText(refused.text)).toContain('The survey has not closed yet');
    expect(await dump(world.database, ['agreement'])).toBe('');
  });
});

describe('the agreed position', () => {
  beforeAll(async () => {
    await closeHill(world);
    await agree(world, 'A1', metUpTo('A1', 2));
  });

  test('is seen by who leads, facilitates or signs for it, and by nobody else', async () => {
    for (const page of ['', '/questions/A1/history']) {
      const address = positionOf(world, page);
      for (const name of ['lena', 'fay', 'sam'] as const)
        expect([name, await statusOf(name, address)]).toEqual([name, 200]);
      expect(await statusOf('leo', address)).toBe(404);
      for (const name of ['nora', 'alice', 'charlie'] as const)
        expect([name, await statusOf(name, address)]).toEqual([name, 403]);
      await world.service.visitor().get(address).expect(303);
    }
  });

  test('is changed by who leads it, and by nobody else', async () => {
    for (const page of ['/questions/A1', '/owners']) {
      const address = positionOf(world, page);
      expect(await statusOf('lena', address)).toBe(200);
      expect(await statusOf('leo', address)).toBe(404);
      for (const name of ['fay', 'sam', 'nora', 'alice'] as const) {
        expect([name, await statusOf(name, address)]).toEqual([name, 403]);
        const _csrf = await tokenOf(world.browsers[name]);
        await send(world.browsers[name], address, { _csrf, basedOn: '0' }).expect(403);
      }
      const _csrf = await tokenOf(world.browsers.leo);
      await send(world.browsers.leo, address, { _csrf, basedOn: '0' }).expect(404);
    }
  });

  test('is seen and not changed by who facilitates it and leads another', async () => {
    const { database, assessments } = world;
    const leo = { id: newId(), person_id: people.leo, role: 'facilitator' } as const;
    const at = { organisation_code: null, assessment_id: assessments.hill };
    await database
      .insertInto('appointment')
      .values({ ...leo, ...at, appointed_at: today.toISOString() })
      .execute();
    expect(await statusOf('leo', positionOf(world))).toBe(200);
    for (const page of ['/questions/A1', '/owners']) {
      const address = positionOf(world, page);
      expect(await statusOf('leo', address)).toBe(404);
      const _csrf = await tokenOf(world.browsers.leo);
      await send(world.browsers.leo, address, { _csrf, basedOn: '0' }).expect(404);
    }
    await database.deleteFrom('appointment').where('id', '=', leo.id).execute();
  });

  test('has links to change it for the lead alone', async () => {
    const change = `href="${positionOf(world, '/questions/A1')}"`;
    for (const name of ['lena', 'fay', 'sam'] as const) {
      const { text } = await world.browsers[name].get(positionOf(world)).expect(200);
      expect([name, text.includes(change)]).toEqual([name, name === 'lena']);
    }
  });

  test('has no page for what does not exist', async () => {
    for (const page of ['/questions/Z9', '/questions/C4', '/questions/Z9/history', '/nothing'])
      expect([page, await statusOf('lena', positionOf(world, page))]).toEqual([
        page,
        page === '/questions/C4' ? 200 : 404,
      ]);
    expect(await statusOf('lena', `/positions/${newId()}`)).toBe(404);
    expect(await statusOf('lena', '/positions/elsewhere')).toBe(404);
  });
});
