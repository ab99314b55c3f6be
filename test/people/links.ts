import { afterEach, beforeAll, beforeEach } from '@jest/globals';
import { people, type Staged, stage } from '../support/cast.ts';
import {
  type Agent,
  type Service,
  type ServiceOptions,
  startService,
  today,
} from '../support/service.ts';

export const addressOf = { alice: 'alice@hill.example', bob: 'bob@hill.example' } as const;

/** Gives two of the people of the tests an address to sign in with. */
export async function giveAddresses({ database }: Pick<Staged, 'database'>): Promise<void> {
  for (const name of ['alice', 'bob'] as const)
    await database
      .updateTable('person')
      .set({ email: addressOf[name] })
      .where('id', '=', people[name])
      .execute();
}

export function ask(browser: Agent, email: string, values: Readonly<Record<string, unknown>> = {}) {
  return browser
    .post('/sign-in-links')
    .type('form')
    .send({ email, return: '', ...values });
}

/** The path of the link in the newest mail. */
export function newestLink(service: Service): string {
  const { text = '' } = service.mail.sent.at(-1) ?? {};
  return text.match(/^http:\/\/127\.0\.0\.1:3000(\/sign-in-links\/[\w-]{43})$/m)?.[1] ?? '';
}

/** Asks for a link and gives back its path. */
export async function linkFor(
  service: Service,
  email: string = addressOf.alice,
  values: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const before = service.mail.sent.length;
  await ask(service.visitor(), email, values).expect(303);
  await service.deliverMail();
  if (service.mail.sent.length !== before + 1) throw new Error('There was not one mail');
  return newestLink(service);
}

/** Moves the service's clock to so many minutes after the tests begin. */
export function minutesLater(service: Service, minutes: number): void {
  service.setTime(new Date(today.getTime() + minutes * 60_000).toISOString());
}

export async function isSignedIn(browser: Agent): Promise<boolean> {
  return (await browser.get('/assessments')).status === 200;
}

/** A world whose people have addresses and which has no mail in the queue before each test. */
export function signInStage() {
  const world = stage();
  let running: Service[] = [];
  beforeAll(() => giveAddresses(world));
  beforeEach(async () => {
    await world.database.deleteFrom('message').execute();
    minutesLater(world.service, 0);
  });
  afterEach(() => {
    for (const { server } of running) server.close();
    running = [];
  });
  return {
    world,
    messages: () => world.database.selectFrom('message').selectAll().orderBy('id').execute(),
    /** The same database behind a service of its own, whose limit nobody has touched yet. */
    freshService: (options: ServiceOptions = {}): Service => {
      const service = startService(world.database, [], options);
      running.push(service);
      return service;
    },
  };
}

/** Addresses to go back to that no page of the service may lead to. */
export const leadingElsewhere = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  ' //evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'evil.example',
  '/a b',
  '/@evil.example:80\\x',
  '',
];
