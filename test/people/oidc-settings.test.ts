import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.ts';

const nhs = {
  id: 'nhs',
  name: 'NHS.net account',
  issuer: 'https://login.microsoftonline.com/organizations/v2.0',
  clientId: 'assess',
  clientSecret: 'keep-this-to-yourself',
  tenants: ['8a1f'],
};
const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://assess.example',
  SMTP_URL: 'smtp://mail.example:587',
  MAIL_FROM: 'no-reply@assess.example',
};

function problemsOf(issuers: unknown, env: NodeJS.ProcessEnv = {}): string {
  const OIDC_ISSUERS = typeof issuers === 'string' ? issuers : JSON.stringify(issuers);
  try {
    readConfig({ ...env, OIDC_ISSUERS });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the issuers', () => {
  test('are none where there is no setting, and production starts without', () => {
    expect(readConfig(production).issuers).toEqual([]);
  });

  test('are read with what is usual', () => {
    expect(readConfig({ ...production, OIDC_ISSUERS: JSON.stringify([nhs]) }).issuers).toEqual([
      { ...nhs, trustEmail: false, stepUp: { maxAge: 300 } },
    ]);
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '[{"clientSecret": keep-this', 'OIDC_ISSUERS: must be a list of issuers in JSON'],
    ['no list', nhs, 'OIDC_ISSUERS: must be a list of issuers in JSON'],
    ['a twin', [nhs, nhs], 'OIDC_ISSUERS: must give each issuer an id of its own'],
    ['no secret', [{ ...nhs, clientSecret: '' }], 'OIDC_ISSUERS.0.clientSecret: '],
    [
      'a wrong address',
      [{ ...nhs, issuer: 'nhs.net' }],
      'OIDC_ISSUERS.0.issuer: must be an address',
    ],
    ['a file', [{ ...nhs, issuer: 'file:///etc/passwd' }], 'OIDC_ISSUERS.0.issuer: must be'],
    ['an id with a slash', [{ ...nhs, id: 'a/b' }], 'OIDC_ISSUERS.0.id: must be small letters'],
    ['an id that is taken', [{ ...nhs, id: 'link' }], 'OIDC_ISSUERS.0.id: must not be'],
    ['any tenant', [{ ...nhs, tenants: undefined }], 'OIDC_ISSUERS.0.tenants: must list'],
    ['no tenant', [{ ...nhs, tenants: [] }], 'OIDC_ISSUERS.0.tenants: '],
    ['a mistyped setting', [{ ...nhs, trustMail: true }], 'OIDC_ISSUERS.0: '],
    [
      'a confirmation that lasts',
      [{ ...nhs, stepUp: { maxAge: 901 } }],
      'OIDC_ISSUERS.0.stepUp.maxAge: ',
    ],
  ])('with %s are refused', (_what, issuers, problem) => {
    expect(problemsOf(issuers)).toContain(`- ${problem}`);
    expect(problemsOf(issuers)).not.toContain('keep-this');
  });

  test('without TLS are refused in production alone, beside what else is missing', () => {
    const local = [{ ...nhs, issuer: 'http://127.0.0.1:4000' }];
    expect(problemsOf(local)).toBe('');
    const problems = problemsOf(local, { ...production, BASE_URL: undefined });
    expect(problems).toContain('- OIDC_ISSUERS: the address of nhs must begin with https:');
    expect(problems).toContain('- BASE_URL: ');
  });
});
