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

describe('configuration', () => {
  test('an empty environment gives a demonstration on this machine only', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: 'sqlite:data/service.sqlite',
      synchronous: 'FULL',
      baseUrl: 'http://127.0.0.1:3000',
      demonstration: true,
    });
  });

  test('every setting can be given', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/maturity',
      BASE_URL: 'https://assess.example/',
    });
    expect(config.port).toBe(8080);
    expect(config.databaseUrl).toBe('sqlite:/srv/maturity/service.sqlite');
    expect(config.baseUrl).toBe('https://assess.example');
  });

  test('a database address stands in for the data folder', () => {
    const url = 'postgres://localhost/maturity';
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  test('everything that is wrong is said at once', () => {
    const problems = problemsOf({ PORT: 'eighty', DATABASE_URL: 'mysql://x' });
    expect(problems).toContain('- PORT: ');
    expect(problems).toContain('- DATABASE_URL: must begin with sqlite: or postgres://');
  });

  test('production refuses to start and lists everything it lacks', () => {
    const problems = problemsOf({ NODE_ENV: 'production', BASE_URL: 'http://assess.example' });
    expect(problems).toContain('a real way to sign in');
    expect(problems).toContain('BASE_URL: the https address');
  });

  test('production refuses to start even when everything else is there', () => {
    const problems = problemsOf({
      NODE_ENV: 'production',
      BASE_URL: 'https://assess.example',
    });
    expect(problems).toContain('a real way to sign in');
  });

  test('a command on the database works in production too', () => {
    const { databaseUrl } = readDatabaseConfig({ NODE_ENV: 'production', DATA_DIR: '/srv' });
    expect(databaseUrl).toBe('sqlite:/srv/service.sqlite');
  });
});
