import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { labLines } from '../src/app/lab-lines';
import { serve, type Served } from '../scripts/serve.mjs';
import { atRest, drawn, reload, visit } from './helpers/page';
import { expect, test } from './helpers/test';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const base = '/some/where/noisy-argmax/';

// sites of their own, which go down
test.use({ serviceWorkers: 'allow', tolerated: [/./] });

let site: Served;
const folders: string[] = [];
test.beforeEach(async () => {
  site = await serve({ root: dist, base });
});
test.afterEach(async () => {
  await site.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A first visit, until the browser has kept the site. */
async function visitFirst(page: Page, hash = ''): Promise<void> {
  await page.goto(`${site.url}${hash}`);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Another site in the place of the present one. */
async function deploy(root: string): Promise<void> {
  const { port } = site;
  await site.close();
  site = await serve({ root, base, port });
}

/** The same site with a mark: a version of its own. */
function nextVersion(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-site-'));
  folders.push(folder);
  cpSync(dist, folder, { recursive: true });
  const change = (name: string, from: RegExp, to: string) => {
    const file = join(folder, name);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${name} has no ${from}`);
    writeFileSync(file, after);
  };
  change('index.html', /<html /, '<html data-version="next" ');
  change('service-worker.js', /(url:`index\.html`,revision:`)\w+/, '$1next');
  return folder;
}

test('after the first visit everything works without the network', async ({ page }) => {
  await visitFirst(page);
  await site.close();
  await page.goto(`${site.url}?backend=cpu#/argmax?sigma=0.4`);
  await drawn(page, 'argmax');
  await atRest(page);
  for (const id of Object.keys(labLines)) await visit(page, `#/${id}`, `${site.url}?backend=cpu`);
  await visit(page, '#/argmax?present=bias-variance', `${site.url}?backend=cpu`);
  await page.goto(`${site.url}s/3/`);
  await drawn(page, 'argmax/scene-3');
  await page.goto(`${site.url}#/matching`);
  await drawn(page, 'matching');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy link to this state' })).toBeVisible();
  await expect(page.locator('.notices .notice')).toHaveCount(0);
});

test('a new version waits until the reader agrees, and then takes every tab', async ({
  page,
  context,
}) => {
  await visitFirst(page, '#/argmax?sigma=0.4');
  const other = await context.newPage();
  await other.goto(`${site.url}#/matching?d=5`);
  await drawn(other, 'matching');
  await deploy(nextVersion());
  await reload(page);
  // found, and not taken
  const offered = page.locator('.notice').filter({ hasText: 'A new version' });
  await expect(offered).toBeVisible();
  await reload(page);
  await expect(page.locator('html[data-version]')).toHaveCount(0);
  await offered.getByRole('button', { name: 'Load it' }).click();
  for (const tab of [page, other])
    await tab.locator('html[data-version="next"]').waitFor({ state: 'attached' });
  await drawn(page, 'argmax');
  expect(page.url()).toContain('sigma=0.4');
  await drawn(other, 'matching');
  expect(other.url()).toContain('d=5');
  await atRest(page);
  await expect(offered).toHaveCount(0);
});

test('the question of a new version waits while a figure or a scene is on the big screen', async ({
  page,
}) => {
  await visitFirst(page, '#/argmax');
  await deploy(nextVersion());
  await reload(page);
  const offered = page.locator('.notice').filter({ hasText: 'A new version' });
  await expect(offered).toBeVisible();
  for (const hash of ['#/argmax?present=frequency', '#/argmax?scene=3']) {
    await page.goto(`${site.url}${hash}`);
    await page.locator('html[data-presenting]').waitFor({ state: 'attached' });
    await expect(offered).toHaveCount(0);
    await page.goto(`${site.url}#/argmax`);
    await expect(offered).toBeVisible();
  }
});

test('a tab of a reader who saves data follows the version that another tab agreed to', async ({
  page,
  context,
}) => {
  await visitFirst(page, '#/argmax');
  const thrifty = await context.newPage();
  await thrifty.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await thrifty.goto(`${site.url}#/matching?d=5`);
  await drawn(thrifty, 'matching');
  await atRest(thrifty);
  await deploy(nextVersion());
  await reload(page);
  await page.getByRole('button', { name: 'Load it' }).click();
  await thrifty.locator('html[data-version="next"]').waitFor({ state: 'attached' });
  await drawn(thrifty, 'matching');
});

test('a browser that denies service workers has the page all the same', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.serviceWorker.register = () =>
      Promise.reject(new DOMException('no', 'SecurityError'));
  });
  await page.goto(`${site.url}#/argmax`);
  await drawn(page, 'argmax');
  await atRest(page);
  await expect(page.locator('.notices .notice')).toHaveCount(0);
});
