import { type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

/** What a browser that has never been here transfers to show one page. */
export interface Weight {
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Addresses on other origins that the page or its assets name as something to load. */
  readonly elsewhere: readonly string[];
}

/** Fetches a page, what it links, and what that imports; each file once, headers included. */
export async function weigh(url: string, headers: Record<string, string>): Promise<Weight> {
  const { origin } = new URL(url);
  const files: { path: string; bytes: number }[] = [];
  const elsewhere: string[] = [];
  const waiting = [url];
  const seen = new Set(waiting);
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const { bytes, text, type } = await transfer(address, address === url ? headers : {});
    files.push({ path: new URL(address).pathname, bytes });
    for (const named of namedIn(text, type)) {
      const found = new URL(named, address).href;
      if (seen.has(found) || found.startsWith('data:')) continue;
      seen.add(found);
      if (new URL(found).origin === origin) waiting.push(found);
      else elsewhere.push(found);
    }
  }
  return { bytes: files.reduce((sum, file) => sum + file.bytes, 0), files, elsewhere };
}

/** What a text makes a browser load; images of a stylesheet count only if they come from afar. */
function namedIn(text: string, type: string): string[] {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  if (type.startsWith('text/html'))
    return [...all(/<link[^>]* href="([^"]+)"/g), ...all(/<(?:script|img)[^>]* src="([^"]+)"/g)];
  if (type.startsWith('text/javascript'))
    return all(/(?:^|[;\s}])(?:import|from|import\()\s*["'](\.{0,2}\/[^"']+|https?:[^"']+)["']/g);
  if (type.startsWith('text/css'))
    return [
      ...all(/@import\s+(?:url\()?["']?([^"')]+)/g),
      ...all(/url\(["']?((?:https?:)?\/\/[^"')]+)/g),
    ];
  return [];
}

async function transfer(url: string, headers: Record<string, string>) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const all = { ...headers, 'Accept-Encoding': 'br' };
    request(url, { agent: false, headers: all }, resolve).once('error', reject).end();
  });
  const { socket } = response;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  if (response.statusCode !== 200) throw new Error(`${url} was answered ${response.statusCode}`);
  const body = Buffer.concat(chunks);
  const plain = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
  return {
    bytes: socket.bytesRead,
    text: plain.toString('utf8'),
    type: response.headers['content-type'] ?? '',
  };
}
