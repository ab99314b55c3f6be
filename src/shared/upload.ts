import busboy, { type Busboy } from 'busboy';
import type { Request, RequestHandler } from 'express';
import { Problem } from './problems.ts';

/** A file that came with a form. */
export interface Upload {
  /** Empty where it is too large. */
  readonly bytes: Uint8Array;
  readonly tooLarge: boolean;
}

declare global {
  namespace Express {
    interface Request {
      /** The file sent with the form; absent where none was chosen, or the route wants none. */
      upload?: Upload;
    }
  }
}

/** Who may send one file in which field, and the most bytes it and every other field may have. */
export interface UploadRules {
  readonly field: string;
  readonly mostBytes: number;
  readonly mayUpload: (req: Request) => boolean;
}

/** A form has few fields, but somebody may send many; a file a little too large is still read. */
const limits = { fields: 10, files: 1, parts: 12, headerPairs: 20 };
const mostBytesInAll = 1_000_000;

/**
 * Reads forms of several parts, in memory, where it is mounted: fields into `req.body`, the file
 * into `req.upload`. Everywhere else such forms stay unread. A file that is too large is for the
 * route to speak of; whatever else passes the limits is refused without reading on.
 */
export function readUpload(rules: UploadRules): RequestHandler {
  return (req, _res, next) => {
    const wanted = req.method === 'POST' && req.is('multipart/form-data') && rules.mayUpload(req);
    if (!wanted) return next();
    read(req, rules).then(() => next(), next);
  };
}

function read(req: Request, { field, mostBytes }: UploadRules): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = parserOf(req, mostBytes);
    const body: Record<string, unknown> = Object.create(null);
    let seen = 0;
    const stop = (problem: Problem) => {
      req.off('data', count);
      req.unpipe(parser);
      // What still comes is thrown away, so that the browser is there to read the answer.
      req.resume();
      reject(problem);
    };
    const count = (chunk: Uint8Array) => {
      seen += chunk.length;
      if (seen > mostBytesInAll) stop(tooLarge());
    };
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) return stop(tooLarge());
      body[name] = name in body ? [body[name], value].flat() : value;
    });
    parser.on('file', (name, stream) => {
      const chunks: Uint8Array[] = [];
      stream.on('data', (chunk: Uint8Array) => void chunks.push(chunk));
      stream.on('error', () => stop(malformed()));
      stream.on('end', () => {
        if (name !== field) return stop(malformed());
        const bytes = Buffer.concat(stream.truncated ? [] : chunks);
        // A browser sends an empty file where none was chosen.
        if (stream.truncated || bytes.length > 0)
          req.upload = { bytes, tooLarge: stream.truncated === true };
      });
    });
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.on(limit, () => stop(tooLarge()));
    parser.on('error', () => stop(malformed()));
    parser.on('close', () => {
      req.body = body;
      resolve();
    });
    req.on('data', count);
    // Also emitted at the end of a request that came whole.
    req.on('close', () => void (req.complete || reject(malformed())));
    req.pipe(parser);
  });
}

function parserOf({ headers }: Request, mostBytes: number): Busboy {
  try {
    // It takes what is exactly as long as its limit for too long.
    const size = mostBytes + 1;
    return busboy({ headers, limits: { ...limits, fieldSize: size, fileSize: size } });
  } catch {
    throw malformed();
  }
}

function tooLarge(): Problem {
  return new Problem('too-large', 'Nothing was saved. Send less and try again.');
}

function malformed(): Problem {
  return new Problem('malformed', 'Check the file, or go back and try again.');
}

/**
 * The text of a file, as spreadsheets save it: UTF-8 with or without a byte order mark, or else
 * Windows-1252, in which every byte is a character.
 */
export function textIn({ bytes }: Upload): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
