import { Agent, type IncomingMessage, request } from 'node:http';

/** What a phone was answered, as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One event of a stream, as it came. */
export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

const sockets = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** How long a phone waits before it connects its stream again, in milliseconds. */
const pause = 100;

/** A phone in a workshop: what a browser would ask, without the browser. */
export class Phone {
  /** The address of the service; may change when it is started anew. */
  address: string;
  /** The page as it was last. */
  page = '';
  readonly #path: string;
  #cookie = '';
  #stream: ReturnType<typeof request> | undefined;
  #listening = false;
  #known = '';

  constructor(address: string, code: string) {
    this.address = address;
    this.#path = `/vote/${code}`;
  }

  /** Asks for the page. */
  async look(): Promise<Answer> {
    const answer = await this.#ask('GET', this.#path);
    this.page = answer.body;
    const revision = answer.body.match(/data-revision="([^"]*)"/)?.[1];
    if (revision) this.#known = revision;
    return answer;
  }

  async join(family: string): Promise<void> {
    await this.look();
    await this.#ask('POST', `${this.#path}/participation`, { family });
    await this.look();
  }

  /** Votes in the round that is on the page; resolves with the answer when it is acknowledged. */
  vote(choice: string): Promise<Answer> {
    return this.#ask('POST', `${this.#path}/votes`, { round: this.round, choice });
  }

  /** The round that can be voted in on the page; empty without one. */
  get round(): string {
    return this.page.match(/name="round" value="([^"]*)"/)?.[1] ?? '';
  }

  /** Listens to changes and connects again, as browsers do, until it is hung up. */
  listen(heard: (event: StreamEvent) => void): void {
    this.#listening = true;
    this.#connect(heard);
  }

  hangUp(): void {
    this.#listening = false;
    this.#stream?.destroy();
  }

  #connect(heard: (event: StreamEvent) => void): void {
    const again = () => {
      if (this.#listening) setTimeout(() => this.#listening && this.#connect(heard), pause);
    };
    const stream = request(
      `${this.address}${this.#path}/changes?since=${encodeURIComponent(this.#known)}`,
      { agent: false, headers: { ...this.#headers(), Accept: 'text/event-stream' } },
      (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          response.on('end', again);
          return;
        }
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
          const blocks = text.split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) {
            const event = eventOf(block);
            if (!event) continue;
            if (event.id) this.#known = event.id;
            heard(event);
          }
        });
        response.on('close', again);
        response.on('error', () => {});
      },
    );
    stream.on('error', again);
    stream.end();
    this.#stream = stream;
  }

  #headers() {
    return { Cookie: this.#cookie, 'Sec-Fetch-Site': 'same-origin' };
  }

  #ask(method: string, path: string, fields?: Readonly<Record<string, string>>): Promise<Answer> {
    const body = fields && new URLSearchParams(fields).toString();
    return new Promise((resolve, reject) => {
      const asked = request(
        this.address + path,
        {
          method,
          agent: sockets,
          headers: {
            ...this.#headers(),
            Accept: 'text/html',
            ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('end', () => {
            const [cookie] = response.headers['set-cookie'] ?? [];
            if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
            const { statusCode: status = 0, headers } = response;
            resolve({ status, headers, body: text });
          });
          response.on('error', reject);
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const field = (name: string) => block.match(new RegExp(`^${name}: ?(.*)$`, 'm'))?.[1] ?? '';
  const event = field('event');
  return event ? { event, id: field('id'), data: field('data') } : undefined;
}

/** Somebody who runs workshops, signed in. */
export interface Facilitator {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** Sends a form as who runs the workshop. @throws Error when it was not accepted. */
export async function act(
  url: string,
  { cookie, csrfToken }: Facilitator,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { status } = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ _csrf: csrfToken, ...fields }),
  });
  if (status !== 303) throw new Error(`${url} was answered ${status}`);
}
