import type { Response } from 'supertest';
import type { Family } from '../../src/questionnaire/questionnaire.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { press } from '../invitations/inviting.ts';
import { organisations, people, person, type Staged, type World } from '../support/cast.ts';
import { tableRows } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';

/** How far somebody is who was invited. */
export type Far = 'invited' | 'accepted' | 'started' | 'submitted';

/** Somebody to invite: by default to Hill, without a family, and no further than that. */
export interface Guest {
  readonly name: string;
  readonly far?: Far;
  readonly family?: Family | null;
  readonly withdrawn?: boolean;
  readonly invitedAt?: string;
}

/** Invites people as if the lead had done it, and lets them come as far as they are said to be. */
export async function invited(
  database: Database,
  assessmentId: string,
  guests: readonly Guest[],
): Promise<void> {
  const at = today.toISOString();
  for (const { name, far = 'invited', family = null, withdrawn, invitedAt = at } of guests) {
    const personId = newId();
    const joined = far !== 'invited';
    if (joined) await database.insertInto('person').values(person(personId, name)).execute();
    await database
      .insertInto('invitation')
      .values({
        id: newId(),
        purpose: 'respondent',
        scope: assessmentId,
        organisation_code: organisations.hill.code,
        assessment_id: assessmentId,
        email: `${name}@leaders.example`,
        first_family: family,
        created_at: invitedAt,
        expires_at: '2026-12-22T10:00:00.000Z',
        accepted_at: joined ? at : null,
        withdrawn_at: withdrawn ? at : null,
        person_id: joined ? personId : null,
      })
      .execute();
    if (!joined) continue;
    await database
      .insertInto('respondent')
      .values({
        id: newId(),
        assessment_id: assessmentId,
        person_id: personId,
        saved_at: far === 'accepted' ? null : at,
        submitted_at: far === 'submitted' ? at : null,
        withdrawn_at: withdrawn && far !== 'submitted' ? at : null,
      })
      .execute();
  }
}

/** So many guests who are alike, each with a name of their own. */
export function many(size: number, prefix: string, guest: Omit<Guest, 'name'> = {}): Guest[] {
  return Array.from({ length: size }, (_, at) => ({ ...guest, name: `${prefix}${at + 1}` }));
}

/** Takes those away who have had a place in an assessment from the start. */
export async function emptied(world: World, where: 'hill' | 'dale' = 'hill'): Promise<string> {
  const id = world.assessments[where];
  await world.database.deleteFrom('respondent').where('assessment_id', '=', id).execute();
  return id;
}

/** A trust whose assessments Lena leads, without one. */
export async function trustLedByLena(database: Database, code: string): Promise<void> {
  await database
    .insertInto('organisation')
    .values({
      code,
      name: `${code} NHS Trust`,
      kind: 'trust',
      trust_type: 'acute',
      source: 'test',
      fictional: 1,
    })
    .execute();
  await database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: people.lena,
      role: 'assessment-lead',
      organisation_code: code,
      assessment_id: null,
      appointed_at: today.toISOString(),
    })
    .execute();
}

/** The participation table of a dashboard, without its head. */
export async function participationOn(browser: Agent, address: string): Promise<string[][]> {
  const { text } = await browser.get(address).expect(200);
  return tableRows(text).slice(1);
}

/** The acts in the audit of an assessment, from the first to the last, without what was read. */
export async function actsIn(database: Database, chain: string): Promise<string[]> {
  const rows = await database
    .selectFrom('audit')
    .where('act', '!=', 'view-results')
    .select('act')
    .where('chain', '=', chain)
    .orderBy('position')
    .execute();
  return rows.map(({ act }) => act);
}

/** Sends a form of a page, which must be answered with this status. */
export async function pressed(
  browser: Agent,
  address: string,
  status: number,
  fields: object = {},
): Promise<Response> {
  const answer = await press(browser, address, fields);
  if (answer.status !== status)
    throw new Error(`${address} was answered with ${answer.status}: ${answer.text}`);
  return answer;
}

/** The browser of a lead who signs in at another time, to which the service's clock is moved. */
export async function leadAt(
  world: Staged,
  instant: string,
  lead: string = people.lena,
): Promise<Agent> {
  world.service.setTime(instant);
  return world.service.as(lead);
}
