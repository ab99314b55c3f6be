/** A command with options, and what it does with them. */
export interface Command<Options> {
  readonly usage: string;
  /** What is so where it fails, said before why. */
  readonly failure: string;
  /** Null, or an error, where they cannot be read. */
  optionsOf(args: readonly string[]): (Options & { readonly help: boolean }) | null;
  /** @returns what to print. */
  run(options: Options): Promise<string>;
}

/**
 * Runs a command with the options of this process. Wrong usage goes to stderr with status 2; what
 * cannot be done, with status 1.
 */
export async function runCommand<Options>(command: Command<Options>): Promise<void> {
  const { usage, failure, run } = command;
  const options = readOptions(command);
  if (!options) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  try {
    process.stdout.write(options.help ? usage : await run(options));
  } catch (error) {
    process.stderr.write(`${failure} ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

function readOptions<Options>({ optionsOf }: Command<Options>) {
  try {
    return optionsOf(process.argv.slice(2));
  } catch {
    return null;
  }
}
