import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a PostgreSQL server that can be cut, as if the server were stopped, and mended. */
export interface PostgresProxy {
  /** The same database by this way. */
  readonly url: string;
  /** Ends all connections, and lets nobody make another. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function postgresProxy(url: string): Promise<PostgresProxy> {
  const to = new URL(url);
  const [host, port] = [to.hostname, Number(to.port || 5432)];
  const sockets = new Set<Socket>();
  let server: Server;
  const listen = async (at: number) => {
    server = createServer((socket) => {
      const onward = connect(port, host);
      for (const [each, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        sockets.add(each);
        each.pipe(other);
        each.on('error', () => {});
        each.on('close', () => {
          sockets.delete(each);
          other.destroy();
        });
      }
    }).listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const own = await listen(0);
  const by = new URL(url);
  [by.hostname, by.port] = ['127.0.0.1', String(own)];
  return {
    url: by.toString(),
    cut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => void (await listen(own)),
  };
}
