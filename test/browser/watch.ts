import type { BrowserContext, ConsoleMessage, Page, Response } from 'playwright-core';

/**
 * Collects what no page of this service should do: ask another origin, write an error to the
 * console (where a violation of the security policy is said too), or stop with an exception.
 */
export function complaintsOf(context: BrowserContext, address: string): string[] {
  const complaints: string[] = [];
  context.on('request', (request) => {
    const own = request.url().startsWith(`${address}/`) || request.url().startsWith('data:');
    if (!own) complaints.push(`asked for ${request.url()}`);
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message))
      complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return complaints;
}

/** Chromium writes an error for a page whose status is 404 or 422, which is as it should be. */
function isRefusal(message: ConsoleMessage): boolean {
  return (
    message.text().startsWith('Failed to load resource') &&
    message.location().url === message.page()?.url()
  );
}

/** The page as the service sent it, before any script touched it. */
export async function htmlOf(page: Page, visit: (page: Page) => Promise<void>): Promise<string> {
  const answers: Response[] = [];
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) answers.push(response);
  });
  try {
    await visit(page);
    return (await answers.at(-1)?.text()) ?? '';
  } finally {
    page.removeAllListeners('response');
  }
}
