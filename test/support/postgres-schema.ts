import pg from 'pg';
import { newId } from '../../src/shared/ids.ts';
import { postgresUrl } from './optional.ts';

/** An empty schema on that server: the address of it, and how to be rid of it. */
export async function postgresSchema(): Promise<{ url: string; drop(): Promise<void> }> {
  const schema = `test_${newId().replaceAll('-', '')}`;
  const server = new pg.Client({ connectionString: postgresUrl });
  await server.connect();
  await server.query(`create schema ${schema}`);
  const separator = postgresUrl?.includes('?') ? '&' : '?';
  return {
    url: `${postgresUrl}${separator}options=${encodeURIComponent(`-c search_path=${schema}`)}`,
    drop: async () => {
      await server.query(`drop schema ${schema} cascade`);
      await server.end();
    },
  };
}
