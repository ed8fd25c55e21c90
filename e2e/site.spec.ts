import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright/test';
import { serve } from '../scripts/serve.mjs';
import { atRest, drawn } from './helpers/page';
import { expect, test } from './helpers/test';
import { watch } from './helpers/watch';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** Opens the page; it is drawn, and all that it loads by itself is there. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await drawn(page, 'home');
  await atRest(page);
  await page.evaluate(() => document.fonts.ready);
}

test('the page has a title, a language, a description, one main heading, and its base', async ({
  page,
  context,
  baseURL,
}) => {
  const outside: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(baseURL!)) outside.push(url);
  });
  await open(page, './');
  await expect(page).toHaveTitle(/Noisy Argmax/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /\w+/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByText(/was opened from a file/)).toBeHidden();
  expect(outside).toEqual([]);
});

for (const base of ['/', '/deeper/down/the/tree/']) {
  test(`the same build works from ${base}`, async ({ browser }) => {
    const answers: string[] = [];
    const onRequest = (path: string, status: number) => answers.push(`${status} ${path}`);
    const site = await serve({ root: dist, base, onRequest });
    const context = await browser.newContext();
    try {
      const problems = watch(context, new URL(site.url).origin);
      const page = await context.newPage();
      await open(page, site.url);
      await expect(page).toHaveTitle(/Noisy Argmax/);
      expect(problems).toEqual([]);
      expect(answers.length).toBeGreaterThan(1);
      expect(answers.filter((answer) => !answer.startsWith('200 '))).toEqual([]);
    } finally {
      await context.close();
      await site.close();
    }
  });
}

test.describe('opened from a file', () => {
  test.use({ tolerated: [/file:\/\/|ERR_FAILED/] });

  test('the page says how to open it', async ({ page }) => {
    await page.goto(pathToFileURL(`${dist}/index.html`).href);
    await expect(page.getByText(/was opened from a file/)).toBeVisible();
    await expect(page.getByText('npm start')).toBeVisible();
  });
});
