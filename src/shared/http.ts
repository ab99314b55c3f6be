import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** How long, in milliseconds, a sender or a reader may take; and how much there may be at once. */
export interface HttpLimits {
  /** Until the headers are there, and until the whole request is. */
  readonly headers: number;
  readonly request: number;
  /** How often that is looked at. */
  readonly check: number;
  /** Between two requests of one connection. */
  readonly keepAlive: number;
  /** Without a byte either way: longer than any answer takes. Open streams are excepted. */
  readonly silence: number;
  readonly headerBytes: number;
  readonly connections: number;
}

const usual: HttpLimits = {
  headers: 20_000,
  request: 60_000,
  check: 5000,
  keepAlive: 10_000,
  silence: 120_000,
  headerBytes: 16 * 1024,
  // More than there may be open streams.
  connections: 25_000,
};

/**
 * Serves an Express application. Requests and responses are born with Express's own prototypes,
 * so that Express need not change the prototype of each one, which costs a third of a page.
 */
export function serve(app: Express, limits: Partial<HttpLimits> = {}): Server {
  const { headers, request, check, keepAlive, silence, headerBytes, connections } = {
    ...usual,
    ...limits,
  };
  const server = createServer(
    {
      IncomingMessage: bornAs(IncomingMessage, app.request),
      ServerResponse: bornAs(ServerResponse, app.response),
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: check,
      keepAliveTimeout: keepAlive,
      maxHeaderSize: headerBytes,
    },
    app,
  );
  server.timeout = silence;
  server.maxConnections = connections;
  return server;
}

/** The same constructor, making objects whose prototype is the given one. */
function bornAs<C extends typeof IncomingMessage | typeof ServerResponse>(
  original: C,
  prototype: object,
): C {
  function Born(this: object, ...args: unknown[]): void {
    (original as unknown as (...args: unknown[]) => void).apply(this, args);
  }
  Born.prototype = prototype;
  return Born as unknown as C;
}
