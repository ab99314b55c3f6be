import pino, { type DestinationStream } from 'pino';

/** How long, in milliseconds, lines wait for others at most… */
const gathered = 1000;
/** …and how many bytes of them. */
const most = 4096;
const warning = 40;

/**
 * Writes the log to a file descriptor. Lines of ordinary requests are written together, since
 * writing one costs as much as making it; a warning or an error is written at once, with all
 * that came before it, and so is everything at the end of the process. One that is killed outright
 * loses a second of ordinary lines.
 */
export function writeLines(fd: number): DestinationStream {
  // Never waited for: whoever reads the log slowly keeps nobody from being answered.
  const destination = pino.destination({ dest: fd, minLength: most, periodicFlush: gathered });
  return {
    // Asks pino to say of each line how grave it is.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      destination.write(line);
      if (this.lastLevel >= warning) destination.flush();
    },
  } as DestinationStream & { lastLevel: number };
}
