import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig, readDatabaseConfig } from '../src/config.ts';

function problemsOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://assess.example',
  SMTP_URL: 'smtp://mail.example:587',
  MAIL_FROM: 'Assess <no-reply@assess.example>',
};

describe('configuration', () => {
  test('an empty environment gives a demonstration on this machine only', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: 'sqlite:data/service.sqlite',
      synchronous: 'FULL',
      baseUrl: 'http://127.0.0.1:3000',
      trustProxy: 0,
      mail: null,
      issuers: [],
      contact: { email: 'contact@assess.example', security: 'mailto:contact@assess.example' },
      demonstration: true,
      logLevel: 'info',
      backups: { folder: 'data/backups', every: null, keep: 14, expected: false },
      metrics: null,
      shedding: { lag: 250, reads: 500, saves: 2000 },
    });
  });

  test('what an operator decides can be given', () => {
    const config = readConfig({
      LOG_LEVEL: 'warn',
      BACKUP_DIR: '/srv/backups',
      BACKUP_EVERY: '6',
      METRICS_PORT: '9464',
      SHED_LAG: '100',
    });
    expect(config.logLevel).toBe('warn');
    expect(config.backups).toEqual({ folder: '/srv/backups', every: 6, keep: 14, expected: true });
    expect(config.metrics).toEqual({ port: 9464 });
    expect(config.shedding.lag).toBe(100);
    const token = 'x'.repeat(32);
    expect(readConfig({ METRICS_TOKEN: token }).metrics).toEqual({ token });
  });

  test('what an operator decides is refused where it cannot be meant', () => {
    const problems = problemsOf({
      BACKUP_EVERY: '48',
      BACKUP_KEEP: '0',
      METRICS_TOKEN: 'guessable',
      LOG_LEVEL: 'loud',
    });
    for (const setting of ['BACKUP_EVERY', 'BACKUP_KEEP', 'METRICS_TOKEN', 'LOG_LEVEL'])
      expect(problems).toContain(`- ${setting}: `);
    expect(problems).not.toContain('guessable');
    const contrary = problemsOf({
      PORT: '9464',
      METRICS_PORT: '9464',
      METRICS_TOKEN: 'x'.repeat(32),
      SHED_READS: '3000',
    });
    expect(contrary).toContain('- METRICS_TOKEN: is of no use with METRICS_PORT');
    expect(contrary).toContain('- METRICS_PORT: must differ from PORT');
    expect(contrary).toContain('- SHED_SAVES: must be SHED_READS or more');
  });

  test('every setting can be given', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/maturity',
      BASE_URL: 'https://assess.example/',
      TRUST_PROXY: '2',
    });
    expect(config.port).toBe(8080);
    expect(config.databaseUrl).toBe('sqlite:/srv/maturity/service.sqlite');
    expect(config.baseUrl).toBe('https://assess.example');
    expect(config.trustProxy).toBe(2);
  });

  test('a database address stands in for the data folder', () => {
    const url = 'postgres://localhost/maturity';
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  test('everything that is wrong is said at once', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://x',
      TRUST_PROXY: 'yes',
      SMTP_URL: 'https://user:secret@mail.example',
      MAIL_FROM: 'Nobody',
    });
    expect(problems).toContain('- PORT: ');
    expect(problems).toContain('- DATABASE_URL: must begin with sqlite: or postgres://');
    expect(problems).toContain('- TRUST_PROXY: ');
    expect(problems).toContain('- SMTP_URL: must be smtp://HOST or smtps://HOST');
    expect(problems).toContain('- MAIL_FROM: must be an address');
    expect(problems).not.toContain('secret');
  });

  test('backups are expected of every production, whoever makes them', () => {
    expect(readConfig(production).backups).toMatchObject({ every: null, expected: true });
  });

  test.each(['smtp://', 'smtp:mail.example', 'mail.example', 'smtp://us:50%@mail.example', ''])(
    '%p is no mail server',
    (SMTP_URL) => {
      expect(problemsOf({ ...production, SMTP_URL })).toContain('- SMTP_URL: must ');
    },
  );

  test.each(['smtp://us:50%25@mail.example', 'smtps://mail.example:465', 'smtp://[::1]:25'])(
    '%p is a mail server',
    (SMTP_URL) => {
      expect(readConfig({ ...production, SMTP_URL }).mail?.url).toBe(SMTP_URL);
    },
  );

  test.each([
    'no-reply@assess.example',
    'Assess <no-reply@assess.example>',
    'Assess your digital operations leadership <no-reply@assess.example>',
  ])('mails can be from %p', (MAIL_FROM) => {
    expect(readConfig({ ...production, MAIL_FROM }).mail?.from).toBe(MAIL_FROM);
  });

  test.each([
    'a@assess.example, b@assess.example',
    'Assess no-reply@assess.example',
    'Assess <no-reply@assess.example',
    'Assess\r\nBcc: x <no-reply@assess.example>',
    '<no-reply>',
    'Assess, leadership <no-reply@assess.example>',
  ])('mails cannot be from %j', (MAIL_FROM) => {
    expect(problemsOf({ ...production, MAIL_FROM })).toContain('- MAIL_FROM: must be an address');
  });

  test('people write to the sender of mails, unless somebody else is named', () => {
    const email = 'no-reply@assess.example';
    expect(readConfig(production).contact).toEqual({ email, security: `mailto:${email}` });
    const CONTACT_EMAIL = 'privacy@vale.example';
    const SECURITY_CONTACT = 'https://vale.example/report';
    expect(readConfig({ ...production, CONTACT_EMAIL, SECURITY_CONTACT }).contact).toEqual({
      ...{ email: CONTACT_EMAIL, security: SECURITY_CONTACT },
    });
  });

  test.each([
    'nobody',
    'a@b.example\r\nX: y',
    'a b@c.example',
    'http://vale.example',
    'mailto:nobody',
  ])('nobody can be written to at %j', (contact) => {
    const problems = problemsOf({ CONTACT_EMAIL: contact, SECURITY_CONTACT: contact });
    expect(problems).toContain('- CONTACT_EMAIL: must be');
    expect(problems).toContain('- SECURITY_CONTACT: must be');
  });

  test('a demonstration sends no mail even where it could', () => {
    const { SMTP_URL, MAIL_FROM } = production;
    expect(readConfig({ SMTP_URL, MAIL_FROM }).mail).toBeNull();
  });
});

describe('production', () => {
  test('starts with an https address, a mail server and a sender', () => {
    expect(readConfig(production)).toMatchObject({
      demonstration: false,
      baseUrl: 'https://assess.example',
      mail: { url: 'smtp://mail.example:587', from: 'Assess <no-reply@assess.example>' },
    });
  });

  test('refuses to start and lists everything it lacks', () => {
    const problems = problemsOf({ NODE_ENV: 'production' });
    expect(problems.match(/^- \w+/gm)).toEqual(['- BASE_URL', '- SMTP_URL', '- MAIL_FROM']);
  });

  test('lists what is wrong beside what is missing', () => {
    const problems = problemsOf({ NODE_ENV: 'production', PORT: 'eighty' });
    expect(problems.match(/^- \w+/gm)).toEqual([
      '- PORT',
      '- BASE_URL',
      '- SMTP_URL',
      '- MAIL_FROM',
    ]);
  });

  test.each(['BASE_URL', 'SMTP_URL', 'MAIL_FROM'])('refuses to start without %s', (name) => {
    expect(problemsOf({ ...production, [name]: undefined })).toContain(`- ${name}: `);
  });

  test('refuses an address without TLS', () => {
    const problems = problemsOf({ ...production, BASE_URL: 'http://assess.example' });
    expect(problems).toContain('- BASE_URL: the https address');
  });

  test('is not asked for a mail server by a command on the database', () => {
    const config = readDatabaseConfig({ NODE_ENV: 'production', DATA_DIR: '/srv' });
    expect(config).toMatchObject({
      databaseUrl: 'sqlite:/srv/service.sqlite',
      demonstration: false,
    });
  });
});
