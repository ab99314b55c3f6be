import { expect, test } from '@jest/globals';
import { createAdministrator } from '../../src/people/create-administrator.ts';
import { disablePerson } from '../../src/people/disable-person.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const clock = () => today;
const addresses = ['ada@england.example', 'ben@england.example', 'cleo@england.example'];

onEachDatabase('disabling every administrator at once', (database) => {
  test('leaves one of them, whichever is last', async () => {
    for (const address of addresses) await createAdministrator(database(), clock, address);
    const answers = await Promise.all(
      addresses.map((address) => disablePerson(database(), clock, address)),
    );
    expect(answers.sort()).toEqual([0, 0, 'last']);
    const able = await database()
      .selectFrom('person')
      .select('id')
      .where('disabled_at', 'is', null)
      .execute();
    expect(able).toHaveLength(1);
    expect(firstBroken(await readChain(database(), 'england'))).toBeNull();
  });
});
