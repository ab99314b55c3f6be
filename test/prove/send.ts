import { Agent, type ClientRequest, type IncomingHttpHeaders, request } from 'node:http';
import type { Step } from '../load/steps.ts';

/** What was answered, as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How long, in milliseconds, an answer may take. */
const patience = 30_000;

const sockets = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** An answer that had begun, and was not there to its end. */
export class CutShort extends Error {}

/**
 * Sends one request.
 * @throws CutShort when the answer breaks off, and Error when there is none.
 */
export function send(address: string, step: Omit<Step, 'status'>): Promise<Answer> {
  return begin(address, step, (asked) => asked.end(step.body));
}

/** The same, with the second half of the body when it is time. */
export function sendSlowly(
  time: Promise<unknown>,
  address: string,
  step: Omit<Step, 'status'>,
): Promise<Answer> {
  const { body = '', headers } = step;
  const [half, whole] = [Math.floor(body.length / 2), String(Buffer.byteLength(body))];
  const slow = { ...step, headers: { ...headers, 'Content-Length': whole } };
  return begin(address, slow, async (asked) => {
    asked.write(body.slice(0, half));
    await time;
    asked.end(body.slice(half));
  });
}

function begin(
  address: string,
  { method, path, headers }: Omit<Step, 'status'>,
  write: (asked: ClientRequest) => unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(address + path, { method, headers, agent: sockets }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('error', () => reject(new CutShort()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asked.on('error', reject);
    asked.setTimeout(patience, () => asked.destroy(new Error('There was no answer')));
    write(asked);
  });
}
