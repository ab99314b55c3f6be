import { type RequestListener, Server } from 'node:http';
import type { Request, Response } from 'express';
import { Live } from '../../src/workshop/live.ts';

// Loaded before the service, which is otherwise as it is: opens the stream of any room for
// whoever asks for /streams/WORKSHOP/PARTICIPANT, so that a test needs no workshop prepared.
let live: Live;
const { start } = Live.prototype;
Live.prototype.start = function (this: Live) {
  live = this;
  start.call(this);
};

const { listen } = Server.prototype;
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  const [app] = this.listeners('request') as RequestListener[];
  this.removeAllListeners('request');
  this.on('request', (req, res) => {
    const [, streams, workshopId, participantId] = (req.url ?? '').split('/');
    if (streams !== 'streams' || !workshopId || !participantId) return app?.(req, res);
    const room = { workshopId, participantId, revision: 0 };
    live.openRoom(req as Request, res as Response, room);
  });
  return Reflect.apply(listen, this, args);
} as typeof listen;
