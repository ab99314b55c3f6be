import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from './service.ts';

/** What came back, as it came. */
export interface Hit {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Blow {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const sockets = new Agent({ keepAlive: true, maxSockets: 4 });
let asked = 0;

/** Sends exactly this, which no client for honest people would; each from an address of its own. */
export function hit({ server }: Pick<Service, 'server'>, blow: Blow): Promise<Hit> {
  const { port } = server.address() as AddressInfo;
  asked += 1;
  const headers = {
    Accept: 'text/html',
    'Accept-Encoding': 'identity',
    'Sec-Fetch-Site': 'same-origin',
    'X-Forwarded-For': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
    ...(blow.body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ...blow.headers,
  };
  const { method, path } = blow;
  return new Promise((resolve, reject) => {
    const sent = request({ port, method, path, headers, agent: sockets }, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      const parts: Buffer[] = [];
      const done = () => {
        const bytes = Buffer.concat(parts);
        resolve({ status, headers: received, bytes, text: bytes.toString('utf8') });
      };
      // A stream of news never ends by itself.
      if (received['content-type']?.startsWith('text/event-stream')) {
        done();
        sent.destroy();
        return;
      }
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', done);
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(blow.body);
  });
}
