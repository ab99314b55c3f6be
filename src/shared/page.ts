import type { Request, Response } from 'express';
import { assetsPath } from './assets.ts';
import { render } from './views.ts';

/** What the frame around every page needs; set once for each request, before any page. */
export interface Frame {
  /** Who is signed in, as the header shows it; null when nobody is. */
  readonly person: { readonly name: string } | null;
  /** The token that every form sends back; empty when nobody is signed in. */
  readonly csrfToken: string;
  readonly demonstration: boolean;
}

declare global {
  namespace Express {
    interface Locals {
      frame: Frame;
    }
  }
}

export interface PageValues {
  /** What the page is called, in the browser's title and nowhere else. */
  readonly title: string;
  readonly errors?: readonly { readonly message: string; readonly href: string }[];
  /** After how many seconds a browser without scripts asks for the page again. */
  readonly refresh?: number;
  /** Whether it is shown to people in a room, on a wall or a telephone: nothing but the page. */
  readonly room?: boolean;
  readonly [name: string]: unknown;
}

/**
 * Answers with the view in its frame. Signed-in pages are never kept by a cache, and neither are
 * others whose route has said so in the header: a page whose address or text holds a secret.
 */
export function showPage(
  req: Request,
  res: Response,
  view: string,
  values: PageValues,
  status = 200,
): void {
  const { frame } = res.locals;
  const content = render(view, { ...values, frame });
  const html = render('layout/page', {
    title: values.errors?.length ? `Error: ${values.title}` : values.title,
    scripts: values.scripts ?? [],
    refresh: values.refresh,
    room: values.room,
    content,
    frame,
    assets: assetsPath,
    path: req.path,
  });
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  // Made bytes once: as text it would be gone through for its length, and again when it is sent.
  const body = Buffer.from(html);
  res.setHeader('Content-Length', body.length);
  if (frame.person) res.setHeader('Cache-Control', 'no-store');
  else if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-cache');
  res.end(body);
}

/**
 * Sends the browser on to another address of this service, to be fetched with GET. Nobody reads
 * the page that Express would write along with it.
 */
export function goTo(res: Response, path: string): void {
  res.statusCode = 303;
  res.setHeader('Location', path);
  res.end();
}
