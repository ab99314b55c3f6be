import { z } from 'zod';

/** Words that mean something else where the id of an issuer stands. */
const reserved = ['cast', 'link', 'sent'];

// What Microsoft writes in place of one tenant where any of them may come.
const anyTenant = /\/(common|organizations|consumers)(\/|$)|\{tenantid\}/i;

const issuer = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z\d-]{0,30}$/, 'must be small letters, digits and hyphens')
      .refine((id) => !reserved.includes(id), { error: `must not be ${reserved.join(' or ')}` }),
    name: z.string().trim().min(1).max(60),
    issuer: z.url({ protocol: /^https?$/, error: 'must be an address, as the issuer writes it' }),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    tenants: z.array(z.string().min(1)).min(1).optional(),
    trustEmail: z.boolean().default(false),
    stepUp: z
      .strictObject({
        acrValues: z.array(z.string().regex(/^\S+$/)).min(1).optional(),
        maxAge: z.number().int().min(0).max(900).default(300),
      })
      .default({ maxAge: 300 }),
  })
  .refine(({ issuer: address, tenants }) => tenants || !anyTenant.test(address), {
    path: ['tenants'],
    error: 'must list the tenants whose people may sign in, since the issuer serves several',
  });

/** Where people sign in with an account they have elsewhere, by OpenID Connect. */
export type Issuer = Readonly<z.output<typeof issuer>>;

/** The issuers, as one text of JSON. */
export const issuers = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a list of issuers in JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(issuer, { error: 'must be a list of issuers in JSON' })
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
        error: 'must give each issuer an id of its own',
      }),
  )
  .default([]);

/** What keeps issuers from being used in production; nothing where they cannot be read at all. */
export function insecureIssuers(text: string | undefined): string[] {
  const { data } = issuers.safeParse(text);
  return (data ?? [])
    .filter(({ issuer: address }) => !address.startsWith('https:'))
    .map(({ id }) => `OIDC_ISSUERS: the address of ${id} must begin with https:`);
}
