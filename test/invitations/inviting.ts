import type { Name, Staged, World } from '../support/cast.ts';
import { plain, send, tokenOf } from '../support/pages.ts';
import type { Agent, Service } from '../support/service.ts';

/** The tables that inviting writes to. */
export const invitingTables = [
  'invitation',
  'invitation_link',
  'message',
  'join_code',
  'audit',
  'audit_chain',
  'person',
  'respondent',
] as const;

export function invitationsOf(world: World, where: 'hill' | 'dale' = 'hill'): string {
  return `/surveys/${world.assessments[where]}/invitations`;
}

/** Sends a form of a page with the token that its page would have. */
export async function press(browser: Agent, address: string, fields: object = {}) {
  return send(browser, address, { ...fields, _csrf: await tokenOf(browser) });
}

/** Sends a list as the page that checks it does. */
export function sendList(browser: Agent, base: string, list: string) {
  return press(browser, base, { 'people-note': list });
}

export function checkList(browser: Agent, base: string, list: string) {
  return press(browser, `${base}/check`, { 'people-note': list });
}

/** The address of the page about somebody's invitation. */
export async function pageOf(browser: Agent, base: string, email: string): Promise<string> {
  const { text } = await browser.get(base).expect(200);
  const links = [...text.matchAll(/<a href="([^"]*\/invitations\/[^"]*)">([^<]*)<\/a>/g)];
  const link = links.find(([, , address = '']) => plain(address) === email);
  if (!link?.[1]) throw new Error(`${email} is not on the list`);
  return link[1];
}

/** The path of the newest link that was sent to an address. */
export function linkTo({ mail }: Service, address: string): string {
  const text = mail.sent.findLast(({ to }) => to === address)?.text ?? '';
  const link = text.match(/http:\/\/[^/\s]+(\/invitations\/[\w-]{43})\n/)?.[1];
  if (!link) throw new Error(`No link was sent to ${address}`);
  return link;
}

/** Has Lena invite people to answer for Hill; gives back the path of the last one's link. */
export async function invite(world: Staged, list: string): Promise<string> {
  const { status } = await sendList(world.browsers.lena, invitationsOf(world), list);
  if (status !== 303) throw new Error(`The list was answered with ${status}: ${list}`);
  await world.service.deliverMail();
  const last = list.match(/[^\s<>,;]+@[^\s<>,;]+/g)?.at(-1) ?? '';
  return linkTo(world.service, last.toLowerCase());
}

/** A browser in which somebody new has accepted their invitation. */
export async function accepted(world: Staged, email: string, name = 'Somebody'): Promise<Agent> {
  const browser = world.service.visitor();
  const link = await invite(world, email);
  const { status } = await send(browser, link, { address: email, name });
  if (status !== 303) throw new Error(`Accepting was answered with ${status}`);
  return browser;
}

export const everybodyElse: readonly Name[] = ['alice', 'charlie', 'fay', 'sam', 'nora', 'leo'];
