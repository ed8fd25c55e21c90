import type { BrowserContext, Page } from 'playwright/test';

/**
 * Writes down whatever a reader must never meet while a page is used: errors in the console,
 * uncaught exceptions, requests that fail, and requests to anywhere but the page's own origin.
 * @returns the list of problems, which grows as they happen
 */
export function watch(context: BrowserContext, origin: string): string[] {
  const problems: string[] = [];
  const watchPage = (page: Page) => {
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
  };
  context.pages().forEach(watchPage);
  context.on('page', watchPage);
  context.on('request', (request) => {
    const url = new URL(request.url());
    const local = url.protocol === 'data:' || url.protocol === 'blob:';
    if (!local && url.origin !== origin) problems.push(`left the origin: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    // A page that is closed or left abandons what it was still loading: no fault of its own.
    const reason = request.failure()?.errorText ?? 'unknown';
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} (${reason})`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}
