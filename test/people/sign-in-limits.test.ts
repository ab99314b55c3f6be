import { beforeEach, describe, expect, test } from '@jest/globals';
import { dump, heading } from '../support/pages.ts';
import type { Service } from '../support/service.ts';
import { addressOf, ask, linkFor, minutesLater, newestLink, signInStage } from './links.ts';

const { world, messages, freshService } = signInStage();

beforeEach(async () => {
  await world.database.deleteFrom('rate_limit').execute();
});

describe('one address', () => {
  test('is sent three links in a quarter of an hour, with the same answer to more', async () => {
    const service = freshService();
    const asked = async (minute: number) => {
      minutesLater(service, minute);
      const { status, headers } = await ask(service.visitor(), addressOf.alice.toUpperCase());
      expect([status, headers.location]).toEqual([303, '/sign-in/sent']);
      await service.deliverMail();
      return service.mail.sent.length;
    };
    expect([await asked(0), await asked(1), await asked(2)]).toEqual([1, 2, 3]);
    const third = newestLink(service);
    expect([await asked(3), await asked(14.9)]).toEqual([3, 3]);
    expect(await messages()).toHaveLength(3);
    minutesLater(service, 11.9);
    await service.visitor().post(third).expect(303);
    expect([await asked(15), await asked(15.5)]).toEqual([4, 4]);
  });

  test('does not use up the limit of another', async () => {
    const service = freshService();
    for (let times = 0; times < 5; times++) await ask(service.visitor(), addressOf.bob);
    await linkFor(service, addressOf.alice).catch(() => {});
    expect((await messages()).filter(({ address }) => address === addressOf.alice)).toHaveLength(1);
  });
});

describe('one network address', () => {
  const askFrom = (service: Service, from: string, at: number) =>
    ask(service.visitor(), `person-${at}@hill.example`).set('X-Forwarded-For', from);

  test('may ask three hundred times in a quarter of an hour, whatever for', async () => {
    const service = freshService();
    for (let at = 0; at < 300; at++)
      await ask(service.visitor(), at % 2 ? 'no address' : `person-${at}@hill.example`);
    const before = await messages();
    const { status, text, headers } = await ask(service.visitor(), addressOf.alice);
    expect([status, heading(text)]).toEqual([429, 'You have tried too often']);
    expect(headers['retry-after']).toBe('900');
    expect(await messages()).toEqual(before);
    await service.visitor().get('/sign-in').expect(200);
    const json = await ask(service.visitor(), addressOf.alice).set('Accept', 'application/json');
    expect([json.status, typeof json.body.message]).toEqual([429, 'string']);
    expect(service.logged).toEqual([]);
    minutesLater(service, 14.9);
    await ask(service.visitor(), addressOf.alice).expect(429);
    minutesLater(service, 15);
    await ask(service.visitor(), addressOf.alice).expect(303);
  });

  test('is counted for all servers together, and stored so that nobody can read it', async () => {
    const [one, other] = [freshService(), freshService()];
    for (let at = 0; at < 300; at++) await ask((at % 2 ? one : other).visitor(), 'no address');
    await ask(one.visitor(), addressOf.alice).expect(429);
    await ask(other.visitor(), addressOf.alice).expect(429);
    expect(await dump(world.database, ['rate_limit'])).not.toMatch(/127\.0|links/);
  });

  test('is what the proxy in front says, and not what anybody claims before it', async () => {
    const service = freshService({ env: { TRUST_PROXY: '1' } });
    for (let at = 0; at < 301; at++) {
      const { status } = await askFrom(service, `203.0.113.${at % 250}, 198.51.100.1`, at);
      expect(status).toBe(at < 300 ? 303 : 429);
    }
    await askFrom(service, '198.51.100.2', 302).expect(303);
  });

  test('is the one that asks where there is no proxy, and a wrong setting is logged once', async () => {
    const service = freshService();
    for (let at = 0; at < 301; at++) {
      const { status } = await askFrom(service, `203.0.113.${at % 250}`, at);
      expect(status).toBe(at < 300 ? 303 : 429);
    }
    expect(service.logged).toHaveLength(1);
    expect(service.logged[0]).toContain('trust proxy');
    expect(service.logged[0]).not.toContain('203.0.113');
  });
});

describe('while the mail server', () => {
  test('hangs, the service answers as ever', async () => {
    const service = freshService({
      transport: () => ({ send: () => new Promise(() => {}) }),
    });
    await ask(service.visitor(), addressOf.alice).expect(303);
    for (const page of ['/', '/sign-in', '/sign-in/sent'])
      await service.visitor().get(page).expect(200);
    await ask(service.visitor(), addressOf.bob).expect(303);
  });

  test('is down, the link comes when it is up, and works for ten minutes from then', async () => {
    let up = false;
    const service = freshService({
      transport: (outbox) => ({
        send: async (mail) => {
          if (!up) throw Object.assign(new Error(`no way to ${mail.to}`), { code: 'ESOCKET' });
          await outbox.send(mail);
        },
      }),
    });
    await ask(service.visitor(), addressOf.alice).expect(303);
    await service.deliverMail();
    expect(service.logged.join()).not.toMatch(/alice|hill\.example|sign-in-links/);
    up = true;
    minutesLater(service, 0.9);
    await service.deliverMail();
    expect(service.mail.sent).toEqual([]);
    minutesLater(service, 1);
    await service.deliverMail();
    minutesLater(service, 10.9);
    await service.visitor().post(newestLink(service)).expect(303);
  });
});
