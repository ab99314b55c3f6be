import { mainText, send } from '../support/pages.ts';
import type { Agent, Service } from '../support/service.ts';
import { press } from './inviting.ts';

/** Has an assessment lead make a join code; gives it back as people would type it. */
export async function codeOf(lead: Agent, base: string, fields: object = {}): Promise<string> {
  await press(lead, base, { places: '20', hours: '2', ...fields });
  const { text } = await lead.get(base).expect(200);
  const code = mainText(text).match(/Code ([0-9A-Z]{4}) ([0-9A-Z]{4})/);
  if (!code) throw new Error('No code is running');
  return `${code[1]}${code[2]}`;
}

export function joinAs(service: Service, code: string, address: string, name = 'Ann Ash') {
  return send(service.visitor(), `/join/${code}`, { address, name });
}
