import { Router } from 'express';
import type { Outbox } from '../mail/outbox.ts';
import { permit } from '../people/access.ts';
import { showDate, showTime } from '../shared/clock.ts';
import { showPage } from '../shared/page.ts';
import { linked } from './linked.ts';

const most = 50;

/** The mails that a demonstration would have sent, for everybody to read. */
export function outboxRoutes(outbox: Outbox, baseUrl: string): Router {
  const router = Router();

  router.get('/outbox', permit('read public pages'), (req, res) => {
    const mails = outbox.sent.toReversed();
    res.setHeader('Cache-Control', 'no-store');
    showPage(req, res, 'demonstration/outbox', {
      title: 'Messages',
      mails: mails.slice(0, most).map(({ to, subject, text, at }) => ({
        to,
        subject,
        at: `${showDate(at)} at ${showTime(at)}`,
        parts: linked(text.trim(), baseUrl),
      })),
      earlier: Math.max(0, mails.length - most),
    });
  });

  return router;
}
