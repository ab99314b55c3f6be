import type { Server } from 'node:http';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a browser does with a stream of server-sent events, without connecting again by itself. */
export interface Listening {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** All that came so far, as it came. */
  readonly text: () => string;
  /** The events so far: their words, each with the revision where there is one. */
  readonly events: () => readonly string[];
  /** The last revision that was told; undefined before the first. */
  readonly lastId: () => string | undefined;
  /** Whether the server closed it. */
  readonly closed: () => boolean;
  /** Stops reading, as a browser does whose computer sleeps. */
  stall(): void;
  /** Goes away without a word. */
  leave(): void;
  /** Resolves when so many events came. */
  heard(events: number): Promise<void>;
  /** Resolves when the server has closed it. */
  ended(): Promise<void>;
}

const patience = 5000;

export async function until(condition: () => boolean, what = 'the condition'): Promise<void> {
  const since = performance.now();
  while (!condition()) {
    if (performance.now() - since > patience) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Opens a stream of a server of this process, which need not listen yet. */
export async function listen(
  server: Server,
  path: string,
  headers: Record<string, string> = {},
): Promise<Listening> {
  if (!server.listening)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return listenAt(`http://127.0.0.1:${port}${path}`, headers);
}

export async function listenAt(
  address: string,
  headers: Record<string, string> = {},
): Promise<Listening> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // As browsers do: it is the server that ends the connection.
    const agent = new Agent({ keepAlive: true });
    get(address, { headers, agent }, resolve).on('error', reject);
  });
  let text = '';
  let closed = false;
  response.setEncoding('utf8');
  response.on('data', (part) => (text += part));
  response.on('error', () => {});
  response.on('close', () => (closed = true));
  const blocks = () => text.split('\n\n').slice(0, -1);
  const fieldOf = (block: string, field: string) =>
    block.match(new RegExp(`^${field}: (.*)$`, 'm'))?.[1];
  const events = () =>
    blocks()
      .filter((block) => fieldOf(block, 'data') !== undefined)
      .map((block) => [fieldOf(block, 'event'), fieldOf(block, 'id')].filter(Boolean).join(' '));
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    events,
    lastId: () =>
      blocks()
        .flatMap((block) => fieldOf(block, 'id') ?? [])
        .at(-1),
    closed: () => closed,
    stall: () => void response.pause(),
    leave: () => void response.destroy(),
    heard: (count) => until(() => events().length >= count, `event ${count} after ${text}`),
    ended: () => until(() => closed, 'the end'),
  };
}
