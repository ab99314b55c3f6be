import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the server sent over one connection, byte by byte, and when it opened. */
interface Recording {
  readonly sent: Buffer[];
  readonly asked: Buffer[];
}

/** One answer of the server, as it came over the wire. */
export interface Packet {
  /** What was asked for, such as "GET /vote/ACDEFH". */
  readonly asked: string;
  readonly status: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Stands between one browser and the server, and keeps everything that the server sends. */
export interface RecordingProxy {
  readonly address: string;
  /** Everything that was sent so far, in the order in which it was asked for. */
  packets(): readonly Packet[];
  close(): void;
}

export async function recordingProxy(port: number): Promise<RecordingProxy> {
  const recordings: Recording[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((browser) => {
    const recording: Recording = { sent: [], asked: [] };
    recordings.push(recording);
    const upstream = connect(port, '127.0.0.1');
    browser.on('data', (part) => {
      recording.asked.push(part);
      upstream.write(part);
    });
    upstream.on('data', (part) => {
      recording.sent.push(part);
      browser.write(part);
    });
    sockets.add(browser).add(upstream);
    for (const [one, other] of [
      [browser, upstream],
      [upstream, browser],
    ] as const) {
      one.on('end', () => other.end());
      one.on('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    packets: () => recordings.flatMap(packetsOf),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The answers of one connection, one after the other; the last one may still be going on. */
function packetsOf({ asked, sent }: Recording): Packet[] {
  const requests = requestsIn(Buffer.concat(asked));
  const packets: Packet[] = [];
  let rest = Buffer.concat(sent);
  for (const asked of requests) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const [status = '', ...headers] = rest.subarray(0, end).toString('latin1').split('\r\n');
    rest = rest.subarray(end + 4);
    const { body, length } = bodyOf(headers, rest);
    rest = rest.subarray(length);
    packets.push({ asked, status, headers, body });
  }
  return packets;
}

/** What was asked on one connection: the body of one request is followed by the next at once. */
function requestsIn(bytes: Buffer): string[] {
  const requests: string[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end < 0) return requests;
    const [first = '', ...headers] = bytes.subarray(at, end).toString('latin1').split('\r\n');
    requests.push(first.replace(/ HTTP.*$/, ''));
    at = end + 4 + Number(headerIn(headers, 'content-length') ?? 0);
  }
}

function headerIn(headers: readonly string[], name: string): string | undefined {
  const line = headers.find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function bodyOf(headers: readonly string[], rest: Buffer): { body: string; length: number } {
  const length = headerIn(headers, 'content-length');
  if (length !== undefined)
    return { body: rest.subarray(0, Number(length)).toString('utf8'), length: Number(length) };
  if (headerIn(headers, 'transfer-encoding') !== 'chunked') return { body: '', length: 0 };
  let at = 0;
  let body = '';
  for (;;) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) break;
    const size = Number.parseInt(rest.subarray(at, line).toString('latin1'), 16);
    if (!(size > 0)) return { body, length: Number.isNaN(size) ? at : line + 4 };
    body += rest.subarray(line + 2, line + 2 + size).toString('utf8');
    at = line + 2 + size + 2;
  }
  return { body, length: rest.length };
}
