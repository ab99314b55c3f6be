import { expect, test } from '@jest/globals';
import { createAdministrator } from '../../src/people/create-administrator.ts';
import { findByEmail } from '../../src/people/person-store.ts';
import { linkTo } from '../people/appointing.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { organisations } from '../support/cast.ts';
import { sqliteDatabase } from '../support/databases.ts';
import { mainText, open, plainText, send, tokenOf } from '../support/pages.ts';
import { startService, today } from '../support/service.ts';

const nadia = 'nadia@england.example';
const lia = 'lia@hill.example';

test('from an empty database to a lead: an administrator, a cycle, an invitation', async () => {
  const { database, remove } = await sqliteDatabase();
  await database
    .insertInto('organisation')
    .values({ ...organisations.hill, source: 'test', fictional: 0 })
    .execute();
  await createAdministrator(database, () => today, nadia);
  const { id = '' } = (await findByEmail(database, nadia)) ?? {};
  const service = startService(database, [id]);
  const administrator = await service.as(id);

  const { text: home } = await administrator.get('/assessments').expect(200);
  expect(home).toContain('href="/administration"');
  expect(mainText((await administrator.get('/administration').expect(200)).text)).toContain(
    'There is no cycle yet.',
  );
  const opened = await send(administrator, '/cycles', {
    ...(await open(administrator, '/cycles/new')),
    ...{ name: 'Winter 2026' },
    ...{ 'first-day': '22', 'first-month': '11', 'first-year': '2026' },
    ...{ 'last-day': '28', 'last-month': '2', 'last-year': '2027' },
  });
  expect(opened.status).toBe(303);
  const { text: administration } = await administrator.get('/administration').expect(200);
  expect(mainText(administration)).toContain(
    'Winter 2026 22 November 2026 28 February 2027 Open 0',
  );

  const appointments = '/organisations/RAA/appointments';
  expect((await administrator.get('/organisations/RAA').expect(200)).text).toContain(appointments);
  await send(administrator, appointments, {
    _csrf: await tokenOf(administrator),
    ...{ role: 'assessment-lead', email: lia, name: 'Lia Marsh' },
  }).expect(303);
  await service.deliverMail();

  const lead = service.visitor();
  const link = linkTo({ service }, lia);
  const { text: invitation } = await lead.get(link).expect(200);
  expect(plainText(invitation)).toContain('You are invited to lead the assessment');
  const accepted = await send(lead, link, { address: lia, name: 'Lia Marsh' });
  expect([accepted.status, accepted.headers.location]).toEqual([303, '/assessments']);
  const { text: begin } = await lead.get('/assessments').expect(200);
  expect(mainText(begin)).toContain('You lead Hill NHS Trust');
  await lead.get('/administration').expect(403);

  const chain = await readChain(database, 'england');
  expect(chain.map(({ act }) => act)).toEqual([
    'create-administrator',
    'open-cycle',
    'appoint',
    'accept-appointment',
  ]);
  expect(firstBroken(chain)).toBeNull();
  expect(service.logged).toEqual([]);
  service.server.close();
  await remove();
});
