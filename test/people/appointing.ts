import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import type { Staged } from '../support/cast.ts';
import { dump, expectCalm, type Fields, plainText, send, tokenOf } from '../support/pages.ts';

/** The tables that appointing somebody may change. */
export const appointingTables = [
  'person',
  'appointment',
  'invitation',
  'invitation_link',
  'message',
  'audit',
  'audit_chain',
] as const;

export const hill = '/organisations/RAA';
export const england = '/administration';

/** Posts as the national administrator, with the token of their session, and sends the mails. */
export async function act(
  { browsers, service }: Staged,
  address: string,
  fields: Fields = {},
): Promise<Response> {
  const { nora } = browsers;
  const response = await send(nora, address, { _csrf: await tokenOf(nora), ...fields });
  await service.deliverMail();
  return response;
}

/** Invites somebody to administer, to lead the assessment of an organisation, or as they say. */
export function inviteTo(staged: Staged, office: string, fields: Fields): Promise<Response> {
  const role = office === england ? 'national-administrator' : 'assessment-lead';
  return act(staged, `${office}/appointments`, { role, name: '', ...fields });
}

/** Does something that must be refused with this status and change nothing; gives the page. */
export async function refusedAct(
  { database, service }: Staged,
  status: number,
  doing: () => Promise<Response>,
): Promise<string> {
  const before = await dump(database, appointingTables);
  const response = await doing();
  expect(response.status).toBe(status);
  expectCalm(service, response);
  expect(await dump(database, appointingTables)).toBe(before);
  return response.text;
}

/** The rows of the table with this caption: the text of each cell. */
export function rowsOf(html: string, caption: string): string[][] {
  const table = [...html.matchAll(/<table[\s\S]*?<\/table>/g)].find(([text]) =>
    plainText(text.match(/<caption[\s\S]*?<\/caption>/)?.[0] ?? '').startsWith(caption),
  );
  return [...(table?.[0] ?? '').matchAll(/<tr[\s\S]*?<\/tr>/g)]
    .slice(1)
    .map(([row]) => [...row.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(([cell]) => plainText(cell)));
}

/** Where the buttons of the person with this address lead, by the last word of it. */
export function addressesOf(html: string, email: string): Record<string, string> {
  const row = [...html.matchAll(/<tr[\s\S]*?<\/tr>/g)].find(([text]) => text.includes(email));
  const found = [...(row?.[0] ?? '').matchAll(/(?:action|href)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, address = '']) => [address.split('/').at(-1), address]));
}

/** The link in the newest mail to an address. */
export function linkTo({ service }: Pick<Staged, 'service'>, email: string): string {
  const mail = service.mail.sent.filter(({ to }) => to === email).at(-1);
  return mail?.text.match(/\/invitations\/[\w-]{43}/)?.[0] ?? `no link to ${email}`;
}
