import { type Kysely, PostgresAdapter, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who signs in elsewhere: known by issuer and subject, never by address.
  await db.schema
    .createTable('identity')
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('identity_key', ['issuer', 'subject'])
    .execute();
  await db.schema.createIndex('identity_person').on('identity').column('person_id').execute();

  // Sign-ins under way elsewhere: used once, in the browser that began them.
  await db.schema
    .createTable('sign_in_attempt')
    .addColumn('state_hash', 'text', (c) => c.primaryKey())
    .addColumn('browser_hash', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('nonce', 'text', (c) => c.notNull())
    .addColumn('code_verifier', 'text', (c) => c.notNull())
    .addColumn('return_to', 'text')
    // Of a step-up: whose identity is confirmed.
    .addColumn('person_id', 'text', (c) => c.references('person.id'))
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute();

  // What tells sessions apart for their owner, and when identity was last confirmed.
  await db.schema.alterTable('session').addColumn('way', 'text').execute();
  await db.schema.alterTable('session').addColumn('browser', 'text').execute();
  await db.schema.alterTable('session').addColumn('confirmed_at', 'text').execute();

  // Counted for all servers together.
  await db.schema
    .createTable('rate_limit')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('hits', 'integer', (c) => c.notNull())
    .addColumn('resets_at', 'text', (c) => c.notNull())
    .execute();

  await db.schema.alterTable('audit').addColumn('before', 'text').execute();
  await db.schema.alterTable('audit').addColumn('after', 'text').execute();
  await db.schema.alterTable('audit').addColumn('request_id', 'text').execute();
  await db.schema.alterTable('audit_chain').addColumn('removed_at', 'text').execute();
  // Whether somebody read the same page today is asked of chains that grow for years.
  await db.schema
    .createIndex('audit_actor')
    .on('audit')
    .columns(['chain', 'actor_id', 'act', 'at'])
    .execute();
  await db.schema.createIndex('audit_at').on('audit').column('at').execute();
  await letWholeChainsGo(db);

  await db.schema
    .createTable('backup')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .execute();
}

/**
 * Lines are never changed, and go only with their whole chain, once it is marked as removed: its
 * length and head stay.
 */
async function letWholeChainsGo(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create or replace function audit_refuse() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' and exists (
          select 1 from audit_chain where chain = old.chain and removed_at is not null
        ) then return old; end if;
        raise exception 'the audit is append only';
      end $$`.execute(db);
    await sql`create trigger audit_no_truncate before truncate on audit
      for each statement execute function audit_refuse()`.execute(db);
    return;
  }
  await sql`drop trigger audit_no_delete`.execute(db);
  await sql`create trigger audit_no_delete before delete on audit
    when not exists (
      select 1 from audit_chain where chain = old.chain and removed_at is not null
    )
    begin select raise(abort, 'the audit is append only'); end`.execute(db);
}
