import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright/test';
import { serve } from '../scripts/serve.mjs';
import { atRest, drawn, visit } from './helpers/page';
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

test('a page with a preview leads on to its scene, and hands on the query and the hash', async ({
  page,
  request,
}) => {
  const text = await (await request.get('s/8/')).text();
  const picture = /"og:image" content="([^"]+)"/.exec(text)![1];
  expect((await request.get(`s/8/${picture}`)).headers()['content-type']).toBe('image/jpeg');
  await page.goto('s/8/');
  await drawn(page, 'argmax/scene-8');
  expect(page.url()).not.toContain('/s/8');
  await page.goto('l/matching/?backend=cpu#/matching?d=5');
  await drawn(page, 'matching');
  await atRest(page);
  expect(page.url()).toMatch(/noisy-argmax\/\?backend=cpu#\/matching\?.*d=5/);
});

test('a link with a preview is of the state that is shown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '#/argmax?sigma=2');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy link with a preview' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/\/l\/argmax\/#\/argmax\?check=7\.\w{4}&sigma=2$/);
  await page.goto(await copied());
  await drawn(page, 'argmax');
  expect(page.url()).toMatch(/noisy-argmax\/#\/argmax\?check=.*&sigma=2$/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a page with a preview says what it shows, and has a link', async ({ page }) => {
    await page.goto('l/knn/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Neighbours lab');
    await expect(page.getByRole('link')).toHaveAttribute('href', '../../#/knn');
  });
});

test.describe('opened from a file', () => {
  test.use({ tolerated: [/file:\/\/|ERR_FAILED/] });

  test('the page says how to open it', async ({ page }) => {
    await page.goto(pathToFileURL(`${dist}/index.html`).href);
    await expect(page.getByText(/was opened from a file/)).toBeVisible();
    await expect(page.getByText('npm start')).toBeVisible();
  });
});
