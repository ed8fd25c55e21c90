import { test as base, expect, type BrowserContext, type Page } from 'playwright/test';
import { visit } from './page';
import { watch } from './watch';

export { expect };

interface Fixtures {
  /** Problems that this journey provokes on purpose; all others fail it. */
  tolerated: RegExp[];
  /** What went wrong behind the page so far. */
  problems: string[];
}

function expectNone(problems: readonly string[], tolerated: readonly RegExp[]): void {
  const unexpected = problems.filter((text) => !tolerated.some((known) => known.test(text)));
  expect(unexpected, 'errors, failed requests and requests to other origins').toEqual([]);
}

/**
 * Playwright's `test` for journeys: besides its own expectations, each journey fails on errors
 * in the console, uncaught exceptions, failed requests and requests that leave the origin.
 * A journey that provokes some says which: `test.use({ tolerated: [/device was lost/] })`.
 */
export const test = base.extend<Fixtures>({
  tolerated: [[], { option: true }],
  problems: [
    async ({ context, baseURL, tolerated }, use) => {
      const problems = watch(context, new URL(baseURL!).origin);
      await use(problems);
      expectNone(problems, tolerated);
    },
    { auto: true },
  ],
});

interface KeptPage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly problems: string[];
}

/**
 * `test` for journeys that leave nothing behind but an address: they go on with one page, which is
 * loaded once, while each finds the labs drawn anew. One that trains, stores or prefers something
 * takes `test`.
 */
export const onOnePage = test.extend<object, { kept: KeptPage }>({
  kept: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use;
      const context = await browser.newContext({
        ...(baseURL && { baseURL }),
        serviceWorkers: 'block',
      });
      const problems = watch(context, new URL(baseURL!).origin);
      await use({ context, problems, page: await context.newPage() });
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: ({ kept }, use) => use(kept.context),
  page: async ({ kept: { page } }, use) => {
    if (page.url() !== 'about:blank') await clean(page);
    await use(page);
  },
  problems: async ({ kept: { problems }, tolerated }, use) => {
    problems.length = 0;
    await use(problems);
    expectNone(problems, tolerated);
  },
});

/** Notices are sent away; a presentation takes the lab off the page with all that it had open. */
async function clean(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: null });
  await page.mouse.move(0, 0);
  await page
    .locator('.notices button')
    .evaluateAll((all: HTMLButtonElement[]) => all.forEach((button) => button.click()));
  await visit(page, '#/argmax?present=frequency');
}
