import { expect, test } from '@jest/globals';
import { listRolesHeld } from '../../src/survey/role-holders-store.ts';
import { buildWorld } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('the roles of an organisation', (database) => {
  test('are those of it and of its assessments, and no other’s', async () => {
    await buildWorld(database());
    const held = async (code: string) =>
      (await listRolesHeld(database(), code)).map(({ name, role, cycle }) => [name, role, cycle]);
    expect(await held('RAA')).toEqual([
      ['fay', 'facilitator', 'Autumn 2026'],
      ['lena', 'assessment-lead', null],
      ['sam', 'signatory', null],
    ]);
    expect(await held('RBB')).toEqual([['leo', 'assessment-lead', null]]);
    expect(await held('QAA')).toEqual([]);
  });
});
