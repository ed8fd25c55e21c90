import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { serve } from '../scripts/serve.mjs';
import { expect, test } from './helpers/test';
import { watch } from './helpers/watch';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** The page has come up: something is drawn, and nothing more is being loaded. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.waitForLoadState('networkidle');
}

test('the page has a title, a language, a description and one main heading', async ({ page }) => {
  await page.goto('./');
  await settle(page);
  await expect(page).toHaveTitle(/Noisy Argmax/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /\w+/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
});

test('under a sub-path nothing is asked for outside of it', async ({ page, context, baseURL }) => {
  const outside: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(baseURL!)) outside.push(url);
  });
  await page.goto('./');
  await settle(page);
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
      await page.goto(site.url);
      await settle(page);
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
