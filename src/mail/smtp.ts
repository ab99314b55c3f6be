import type { Mail, MailTransport } from './message.ts';

export interface SmtpSettings {
  /** smtp://USER:PASSWORD@HOST:PORT, or smtps:// where TLS begins with the connection. */
  readonly url: string;
  /** Whom mails are from: an address, or a name and an address in angle brackets. */
  readonly from: string;
}

/** How long the server may be silent, and how long one mail may take in all; in milliseconds. */
const silence = 10_000;
const wholeMail = 60_000;

/**
 * Sends plain text through a mail server, over TLS unless the server is on this machine. A server
 * without TLS or with a certificate that is not trusted is refused: trouble of ours.
 */
export async function smtpTransport({ url, from }: SmtpSettings): Promise<MailTransport> {
  // Loaded only where it is used: it takes memory that a demonstration does not need.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...serverOf(new URL(url)),
    connectionTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: silence,
    dnsTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text }: Mail) => {
      await transport.sendMail({
        from,
        // Not as text, in which a comma would begin another recipient.
        to: { name: '', address: to },
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(wholeMail),
      });
    },
  };
}

function serverOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const here = host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
  return {
    host,
    secure,
    ...(port === '' ? {} : { port: Number(port) }),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    requireTLS: !secure && !here,
    ignoreTLS: !secure && here,
  };
}
