import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { RequestHandler } from 'express';

const root = path.join(import.meta.dirname, '../..');
const nhsuk = 'node_modules/nhsuk-frontend/dist/nhsuk';

const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';
const svg = 'image/svg+xml';

/** Every file a browser may ask for: its name, and the files it is made of. */
const served: Record<string, { type: string; from: string[] }> = {
  'styles.css': { type: css, from: [`${nhsuk}/nhsuk-frontend.min.css`, 'public/app.css'] },
  'nhsuk-frontend.js': { type: javascript, from: [`${nhsuk}/nhsuk-frontend.min.js`] },
  'chart.js': { type: javascript, from: ['node_modules/chart.js/dist/chart.umd.min.js'] },
  'app.js': { type: javascript, from: ['public/app.js'] },
  'autosave.js': { type: javascript, from: ['public/autosave.js'] },
  ...Object.fromEntries(
    ['live', 'live-parts', 'live-status', 'live-timer'].map((name) => [
      `${name}.js`,
      { type: javascript, from: [`public/${name}.js`] },
    ]),
  ),
  'charts.js': { type: javascript, from: ['public/charts.js'] },
  'progress.js': { type: javascript, from: ['public/progress.js'] },
  'favicon.svg': { type: svg, from: ['public/favicon.svg'] },
  ...Object.fromEntries(
    ['arrow-down', 'arrow-up-down', 'arrow-up', 'cross'].map((icon) => [
      `nhsuk-icon-${icon}.svg`,
      { type: svg, from: [`${nhsuk}/assets/images/nhsuk-icon-${icon}.svg`] },
    ]),
  ),
};

interface Asset {
  type: string;
  body: Buffer;
  /** Compressed on the first request for it. */
  brotli?: Promise<Buffer>;
}

const assets = new Map<string, Asset>(
  Object.entries(served).map(([name, { type, from }]) => [
    name,
    { type, body: Buffer.from(from.map(read).join('\n')) },
  ]),
);

function read(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  return withoutSourceMap(file.endsWith('.css') ? selfContained(text) : text);
}

function withoutSourceMap(text: string): string {
  return text.replace(/^\/[/*]# sourceMappingURL=.*$/m, '');
}

/**
 * Leaves out the Frutiger font, which is licensed for nhs.uk only and comes from another host (the
 * next in the list is Arial), and looks for icons beside the stylesheet.
 */
function selfContained(css: string): string {
  return css.replace(/@font-face\s*\{[^}]*\}/g, '').replaceAll('url(/assets/images/', 'url(');
}

/**
 * Where all assets live: one address that changes whenever any of them does, so that browsers may
 * keep them for ever and scripts can import each other by relative names.
 */
export const assetsPath = `/assets/${fingerprint()}`;

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const { body } of assets.values()) hash.update(body);
  return hash.digest('hex').slice(0, 10);
}

const compress = promisify(brotliCompress);

/** Answers `/assets/FINGERPRINT/NAME`; anything else there is not found. */
export const serveAsset: RequestHandler = async (req, res, next) => {
  const asset = assets.get(String(req.params.name));
  if (!asset || req.params.fingerprint !== assetsPath.split('/')[2]) return next();
  res.setHeader('Content-Type', asset.type);
  res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  res.setHeader('Vary', 'Accept-Encoding');
  if (!req.acceptsEncodings('br')) {
    res.end(asset.body);
    return;
  }
  asset.brotli ??= compress(asset.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  const body = await asset.brotli;
  res.setHeader('Content-Encoding', 'br');
  res.end(body);
};
