import type { ServerResponse } from 'node:http';

/** The answers that are not finished, so that a process that stops can make each the last. */
export class OpenAnswers {
  readonly #open = new Set<ServerResponse>();
  #stopping = false;

  begin(answer: ServerResponse): void {
    if (this.#stopping) close(answer);
    this.#open.add(answer);
  }

  end(answer: ServerResponse): void {
    this.#open.delete(answer);
  }

  /** From now on every answer ends its connection, so that no other request comes over it. */
  stop(): void {
    this.#stopping = true;
    for (const answer of this.#open) close(answer);
  }
}

function close(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('Connection', 'close');
}
