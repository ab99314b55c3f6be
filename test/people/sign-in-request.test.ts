import { describe, expect, test } from '@jest/globals';
import { errorsOn, plain, refused, title } from '../support/pages.ts';
import { field } from '../support/service.ts';
import { addressOf, ask, leadingElsewhere, linkFor, signInStage } from './links.ts';

const { world, messages, freshService } = signInStage();
const nobody = 'nobody@hill.example';

describe('an address that is known and one that is not', () => {
  test('are answered alike', async () => {
    const [known, unknown] = [
      await ask(world.service.visitor(), addressOf.alice),
      await ask(world.service.visitor(), nobody),
    ].map(({ status, headers, text }) => {
      const { date, 'x-request-id': _, ...others } = headers;
      return { status, others, text };
    });
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ status: 303, others: { location: '/sign-in/sent' } });
  });

  test('leave the same in the queue, before anybody has looked who it is', async () => {
    const stuck = freshService({
      transport: () => ({ send: () => new Promise(() => {}) }),
    });
    await ask(stuck.visitor(), addressOf.alice).expect(303);
    await ask(stuck.visitor(), nobody).expect(303);
    const rows = await messages();
    expect(rows.map(({ kind, address, return_to }) => [kind, address, return_to])).toEqual([
      ['sign-in', addressOf.alice, null],
      ['sign-in', nobody, null],
    ]);
  });

  test('differ only in the mail', async () => {
    const service = freshService();
    await ask(service.visitor(), nobody).expect(303);
    await service.deliverMail();
    expect(service.mail.sent).toEqual([]);
    expect((await messages())[0]).toMatchObject({ due_at: null, sent_at: null, failed_at: null });
    await ask(service.visitor(), addressOf.alice).expect(303);
    await service.deliverMail();
    expect(service.mail.sent.map(({ to }) => to)).toEqual([addressOf.alice]);
    expect(service.logged).toEqual([]);
  });
});

test('the mail is sent at once, without anybody waiting for it', async () => {
  const service = freshService();
  await ask(service.visitor(), addressOf.alice).expect(303);
  while (service.mail.sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

describe('what is no address', () => {
  test.each([
    ['nothing', '', 'Enter your work email address'],
    ['spaces', '   ', 'Enter your work email address'],
    ['a name', 'alice', 'Enter an email address in the correct format, like name@example.com'],
    [
      'two addresses',
      'a@hill.example, b@hill.example',
      'Enter an email address in the correct format, like name@example.com',
    ],
    [
      'a header',
      'a@hill.example\r\nBcc: b@hill.example',
      'Enter an email address in the correct format, like name@example.com',
    ],
    [
      'a tag',
      '"><script>@hill.example',
      'Enter an email address in the correct format, like name@example.com',
    ],
    [
      'a letter that looks like another',
      '\u212Aate@hill.example',
      'Enter an email address in the correct format, like name@example.com',
    ],
    [
      'too much',
      `${'a'.repeat(260)}@hill.example`,
      'Enter an email address of 254 characters or fewer',
    ],
  ])('such as %s is shown again', async (_what, typed, message) => {
    const response = await refused(world, 422, () =>
      ask(freshService().visitor(), typed, { return: '/assessments' }),
    );
    expect(title(response.text)).toBe('Error: Sign in');
    expect(errorsOn(response.text)).toEqual([[message, '#email']]);
    expect(plain(field(response.text, 'email'))).toBe(typed.replace(/[\r\n]+/g, ' '));
    expect(field(response.text, 'return')).toBe('/assessments');
    expect(response.text).not.toContain('<script>@');
    expect(await messages()).toEqual([]);
  });

  test.each([
    ['two fields', { email: ['a@hill.example', 'b@hill.example'] }],
    ['no field', { email: undefined }],
  ])('such as %s is refused', async (_what, values) => {
    const { text } = await refused(world, 422, () => ask(freshService().visitor(), '', values));
    expect(errorsOn(text)).toEqual([['Enter your work email address', '#email']]);
  });

  test.each([
    ['a field of its own making', { personId: 'x' }],
    ['two places to go back to', { return: ['/a', '/b'] }],
  ])('and a form with %s is refused', async (_what, values) => {
    await refused(world, 422, () => ask(freshService().visitor(), addressOf.alice, values));
    expect(await messages()).toEqual([]);
  });
});

describe('the place to go back to', () => {
  const leads = async (address: string) => {
    await world.database.deleteFrom('message').execute();
    const service = freshService();
    const link = await linkFor(service, addressOf.alice, { return: address });
    return (await service.visitor().post(link).expect(303)).headers.location;
  };

  test('is where the link leads, on any device', async () => {
    const page = '/assessments/x/questions/A1?change=1&b=%20';
    expect(await leads(page)).toBe(page);
  });

  test.each(leadingElsewhere)('is home instead of %p', async (address) => {
    expect(await leads(address)).toBe('/assessments');
  });

  test('is home instead of one too long to keep', async () => {
    expect(await leads(`/${'long'.repeat(1000)}`)).toBe('/assessments');
  });

  test('is not believed from the database either', async () => {
    const service = freshService();
    const link = await linkFor(service);
    await world.database.updateTable('sign_in_link').set({ return_to: '//evil.example' }).execute();
    expect((await service.visitor().post(link).expect(303)).headers.location).toBe('/assessments');
  });
});
