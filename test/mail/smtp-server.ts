import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail that the server took, as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header lines by name, unfolded; more than one of a name in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly text: string;
}

export interface SmtpServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Everything a client said, in order, without the mails themselves. */
  readonly commands: string[];
  /** What to answer to a command (its first word) in place of the usual. */
  readonly answers: Map<string, string>;
  /** Answers nothing from now on, or begins to again. */
  silent: boolean;
  close(): Promise<void>;
}

const usual: Readonly<Record<string, string>> = {
  EHLO: '250-test\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go ahead',
  '.': '250 accepted',
  QUIT: '221 bye',
};

/** A mail server that speaks just enough to be handed a mail. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    talk(socket, server);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const server: SmtpServer = {
    port: (listener.address() as AddressInfo).port,
    received: [],
    commands: [],
    answers: new Map(),
    silent: false,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
  return server;
}

function talk(socket: Socket, server: SmtpServer): void {
  let waiting = '';
  let envelope: { from: string; to: string[] } = { from: '', to: [] };
  let inMail = false;
  const say = (command: string) => {
    if (!server.silent)
      socket.write(`${server.answers.get(command) ?? usual[command] ?? '502 ?'}\r\n`);
  };
  const take = (line: string) => {
    server.commands.push(line);
    const command = line.split(' ')[0]?.toUpperCase() ?? '';
    const [, address = ''] = line.match(/<([^>]*)>/) ?? [];
    if (command === 'MAIL') envelope = { from: address, to: [] };
    if (command === 'RCPT') envelope.to.push(address);
    inMail = command === 'DATA' && !server.answers.has('DATA');
    say(command);
    if (command === 'QUIT') socket.end();
  };
  socket.setEncoding('latin1');
  socket.on('data', (part) => {
    waiting += part;
    for (;;) {
      const end = inMail ? '\r\n.\r\n' : '\r\n';
      const at = waiting.indexOf(end);
      if (at < 0) return;
      const piece = waiting.slice(0, at);
      waiting = waiting.slice(at + end.length);
      if (!inMail) {
        take(piece);
        continue;
      }
      inMail = false;
      // The line end before the dot is the last of the mail.
      if (!server.answers.has('.'))
        server.received.push({ ...envelope, ...parsed(`${piece}\r\n`) });
      say('.');
    }
  });
  if (!server.silent) socket.write(`${server.answers.get('greeting') ?? '220 test'}\r\n`);
}

function parsed(mail: string): Pick<ReceivedMail, 'headers' | 'text'> {
  const unstuffed = mail.replace(/^\./gm, '');
  const [head = '', ...body] = unstuffed.split('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\r\n[ \t]/g, ' ').split('\r\n')) {
    const name = line.split(':')[0]?.toLowerCase() ?? '';
    headers.set(name, [...(headers.get(name) ?? []), line.slice(name.length + 1).trim()]);
  }
  return { headers, text: decoded(body.join('\r\n\r\n'), headers) };
}

function decoded(body: string, headers: ReadonlyMap<string, readonly string[]>): string {
  const encoding = headers.get('content-transfer-encoding')?.[0];
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? unquoted(body) : body, 'latin1');
  return bytes.toString('utf8').replaceAll('\r\n', '\n');
}

function unquoted(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
