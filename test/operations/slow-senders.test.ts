import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { serve } from '../../src/shared/http.ts';

const shortly = { headers: 150, request: 400, check: 20, silence: 300 };

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

async function begin(app = express()): Promise<void> {
  server = serve(app, shortly);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

interface Sender {
  readonly socket: Socket;
  readonly received: () => string;
  readonly closed: () => boolean;
}

async function send(text: string): Promise<Sender> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let received = '';
  socket.setEncoding('utf8').on('data', (part) => (received += part));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return { socket, received: () => received, closed: () => socket.closed };
}

/** Sends a byte every now and then for as long as it is let. */
async function trickle({ socket, closed }: Sender, byte: string): Promise<void> {
  for (let sent = 0; sent < 50 && !closed(); sent += 1) {
    socket.write(byte);
    await wait(20);
  }
}

describe('whoever sends slowly', () => {
  test('is cut off while the headers trickle in', async () => {
    await begin();
    const sender = await send('GET / HTTP/1.1\r\nHost: here\r\nX-More: ');
    await trickle(sender, 'a');
    expect(sender.received()).toContain('408 Request Timeout');
    expect(sender.closed()).toBe(true);
  });

  test('is cut off while the body trickles in', async () => {
    const app = express();
    let answered = false;
    app.post('/', express.urlencoded(), (_req, res) => {
      answered = true;
      res.end('saved');
    });
    await begin(app);
    const head = ['POST / HTTP/1.1', 'Host: here', 'Content-Length: 1000'];
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const sender = await send([...head, type, '', 'a='].join('\r\n'));
    await trickle(sender, 'a');
    expect([sender.closed(), answered]).toEqual([true, false]);
  });

  test('is cut off when nothing more comes', async () => {
    await begin();
    const sender = await send('POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n');
    await once(sender.socket, 'close');
    expect(sender.received()).not.toContain('200 OK');
  });
});

test('whoever does not read an answer is cut off', async () => {
  const app = express();
  const closed = new Promise<boolean>((resolve) => {
    app.get('/', (_req, res) => {
      res.on('close', () => resolve(res.writableFinished));
      res.end(Buffer.alloc(50_000_000));
    });
  });
  await begin(app);
  const { socket } = await send('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  socket.pause();
  expect(await closed).toBe(false);
});

test('headers that are too large are refused', async () => {
  await begin();
  const sender = await send(`GET / HTTP/1.1\r\nHost: here\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`);
  await once(sender.socket, 'close');
  expect(sender.received()).toContain('431 ');
});
