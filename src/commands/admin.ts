import { erasePerson } from '../assessment/erase-person.ts';
import { ConfigError, readConfig, readDatabaseConfig } from '../config.ts';
import { createAdministrator } from '../people/create-administrator.ts';
import { disablePerson } from '../people/disable-person.ts';
import { emailAddress } from '../people/email-address.ts';
import { enablePerson } from '../people/enable-person.ts';
import { forgetAccounts } from '../people/oidc/forget-accounts.ts';
import { findByEmail } from '../people/person-store.ts';
import { systemClock } from '../shared/clock.ts';
import { type Database, openDatabase } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import { type Said, sayRemoved, sayVerified } from './audit-commands.ts';

const usage = `Usage: npm run admin -- COMMAND ADDRESS

  create-administrator ADDRESS  makes whoever has this email address a national administrator
  disable-person ADDRESS        keeps whoever has it from signing in, and ends their sessions now
  enable-person ADDRESS         lets them sign in again
  forget-accounts ADDRESS       forgets the accounts that whoever has it signs in with elsewhere,
                                so that a new one can take their place
  erase-person ADDRESS          erases whoever has it: name, address, access, and answers that
                                no results were made of
  verify-audit                  checks that no line of the audit was changed, moved or left out,
                                and names the first broken link; status 1 where there is one
  remove-cycle NAME             says what is kept of the organisations of a closed cycle: answers,
                                results, positions, plans, workshops, and their audit; removes
                                it with --confirm after the name
  --help                        this text
`;

/** Whoever runs a command is trusted, since they can reach the database itself. */
type Command = (database: Database, address: string) => Promise<string>;

/** What a command cannot do, in words. */
class Refused extends Error {}

const commands = new Map<string, Command>([
  [
    'create-administrator',
    async (database, address) => {
      const kept = await createAdministrator(database, systemClock, address);
      if (kept === 'disabled')
        throw new Refused(`${address} belongs to somebody who is kept from signing in.`);
      const now = kept === 'already' ? 'already. Nothing was changed.' : 'now.';
      return `${address} is a national administrator ${now}\nSign in with that address at ${signInPage()}`;
    },
  ],
  [
    'disable-person',
    async (database, address) => {
      const ended = await disablePerson(database, systemClock, address);
      if (ended === 'unknown') throw new Refused(nobodyHas(address));
      if (ended === 'already')
        throw new Refused(`${address} belongs to somebody who is kept from signing in already.`);
      if (ended === 'last')
        throw new Refused(
          `${address} belongs to the last national administrator, and nobody else could appoint another.`,
        );
      return `Whoever has the address ${address} is kept from signing in now.
- Sessions ended: ${ended}
- Their answers and roles stay as they are: npm run admin -- enable-person ${address}`;
    },
  ],
  [
    'enable-person',
    async (database, address) => {
      const kept = await enablePerson(database, systemClock, address);
      if (kept === 'unknown') throw new Refused(nobodyHas(address));
      if (kept === 'already')
        throw new Refused(`${address} belongs to somebody who is not kept from signing in.`);
      return `Whoever has the address ${address} can sign in again.`;
    },
  ],
  [
    'forget-accounts',
    async (database, address) => {
      const accounts = await forgetAccounts(database, systemClock, address);
      if (accounts === 'unknown') throw new Refused(nobodyHas(address));
      if (accounts === 0) throw new Refused(`${address} belongs to no account elsewhere.`);
      return `Accounts forgotten: ${accounts}. The next one that is vouched for with ${address} takes their place.`;
    },
  ],
  [
    'erase-person',
    async (database, address) => {
      const person = await findByEmail(database, address);
      if (!person) throw new Refused(nobodyHas(address));
      const erased = await erasePerson(database, systemClock, person.id);
      return `Whoever had the address ${address} is erased.
- Running surveys from which their answers were removed: ${erased.removed}
- Closed surveys whose results stay, and whose answers are nobody's now: ${erased.unlinked}
- Appointments ended: ${erased.appointments}
- Invitations without name and address now: ${erased.invitations}
- Messages deleted: ${erased.messages}`;
    },
  ],
]);

const nobodyHas = (address: string) => `Nobody has the address ${address}.`;

/** Wrong usage, and what cannot be done, goes to stderr with status 2; nothing is changed then. */
async function admin(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const [name = '', given = '', ...more] = args;
  if (name === 'verify-audit' && args.length === 1) return sayWhetherInOrder(sayVerified);
  const isConfirmed = more.length === 1 && more[0] === '--confirm';
  if (name === 'remove-cycle' && given !== '' && (more.length === 0 || isConfirmed))
    return sayWhetherInOrder((database) => sayRemoved(database, systemClock, given, isConfirmed));
  const command = commands.get(name);
  if (!command || args.length < 2 || more.length > 0) return refuse(usage);
  const { data: address, error } = emailAddress.safeParse(given);
  if (!address) return refuse(`${given}: ${error?.issues[0]?.message}\nNothing was changed.\n`);

  const config = readDatabaseConfig();
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  try {
    process.stdout.write(`${await command(database, address)}\n`);
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    refuse(`${problem.message}\nNothing was changed.\n`);
  } finally {
    await database.destroy();
  }
}

/** Prints what was looked at; status 1 where it is not in order. */
async function sayWhetherInOrder(look: (database: Database) => Promise<Said>): Promise<void> {
  const config = readDatabaseConfig();
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  try {
    const { text, inOrder } = await look(database);
    process.stdout.write(`${text}\n`);
    if (!inOrder) process.exitCode = 1;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    refuse(`${problem.message}\nNothing was changed.\n`);
  } finally {
    await database.destroy();
  }
}

function refuse(text: string): void {
  process.stderr.write(text);
  process.exitCode = 2;
}

/** Where to sign in, as far as the settings say: the service needs more of them than a command. */
function signInPage(): string {
  try {
    return `${readConfig().baseUrl}/sign-in`;
  } catch (error) {
    if (error instanceof ConfigError) return '/sign-in, once the service has all its settings';
    throw error;
  }
}

admin(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
});
