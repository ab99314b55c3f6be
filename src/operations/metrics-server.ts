import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Serves metrics to whoever reaches its port, and nothing else. */
export function metricsServer(metrics: Metrics): Server {
  const server = createServer(async (req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') {
      res.writeHead(404).end();
      return;
    }
    try {
      const { type, body } = await metrics.text();
      res.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
    } catch {
      res.writeHead(500).end();
    }
  });
  server.requestTimeout = 10_000;
  server.maxConnections = 50;
  return server;
}
