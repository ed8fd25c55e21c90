import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright/test';
import { expect, test } from './helpers/test';
import { openMatching, type MatchingPage } from './helpers/matching';
import { atRest, reload, visit } from './helpers/page';

const long = '?d=6&stop=0&maxSteps=20000';

async function openTab(context: BrowserContext, hash = long) {
  const page = await context.newPage();
  return { page, lab: await openMatching(page, hash) };
}

const notices = (page: Page) => page.locator('.notices');

/** The table of the lab, with the repetitions of two methods of the smallest size asked for. */
async function askForTable(lab: MatchingPage, repetitions: number) {
  const figure = lab.figure('table');
  await figure.scrollIntoViewIfNeeded();
  for (const name of ['d = 10', 'Gumbel-Sinkhorn', 'Direct loss, σ fixed']) {
    await figure.getByRole('switch', { name, exact: true }).setChecked(false, { force: true });
  }
  const field = figure.getByRole('textbox', { name: 'Repetitions' });
  await field.fill(String(repetitions));
  await field.press('Enter');
  return figure;
}

test('two tabs train the same lab, and each finds its own runs after a reload', async ({
  page,
  context,
}) => {
  const lab = await openMatching(page, long);
  await lab.trainTo(12);
  const step = await lab.step();
  const other = await openTab(context);
  await expect(notices(other.page)).toContainText('copies of those in another tab');
  expect(await other.lab.step()).toBe(step);
  await other.lab.trainTo(step + 10);
  const further = await other.lab.step();
  await expect(notices(other.page)).toContainText('each tab keeps its own runs');
  await reload(page);
  expect(await lab.step()).toBe(step);
  await reload(other.page);
  expect(await other.lab.step()).toBe(further);
  // what both leave behind is there for the next two, the last one first
  await lab.trainTo(step + 1);
  const last = await lab.step();
  await page.close();
  await other.page.close();
  const [first, second] = [await openTab(context), await openTab(context)];
  expect(await first.lab.step()).toBe(last);
  expect(await second.lab.step()).toBe(further);
});

test('two tabs share the repetitions of a table, and forget them together', async ({
  page,
  context,
}) => {
  const lab = await openMatching(page);
  const other = await openTab(context, '?speed=full');
  const [a, b] = [await askForTable(lab, 20), await askForTable(other.lab, 20)];
  await a.getByRole('button', { name: 'Run the repetitions' }).click();
  await b.getByRole('button', { name: 'Run the repetitions' }).click();
  for (const figure of [a, b]) {
    await expect(figure).toContainText(/(\d+) of \1, results are kept/);
    await expect(figure.getByRole('button', { name: 'Run the repetitions' })).toBeVisible();
  }
  await atRest(page);
  const saving = other.page.waitForEvent('download');
  await b.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as {
    results: { variant: string; repetition: number }[];
  };
  expect(saved.results).toHaveLength(40);
  const names = saved.results.map(({ variant, repetition }) => `${variant} ${repetition}`);
  expect(new Set(names).size).toBe(40);
  await reload(page);
  await expect(a.getByRole('button', { name: 'Forget all results' })).toBeVisible();
  await b.getByRole('button', { name: 'Forget all results' }).click();
  await expect(a.getByRole('button', { name: 'Forget all results' })).toBeHidden();
});

/** A page that is given no storage, as in a frame or a private window of some browsers. */
const deny = (page: Page) =>
  page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    indexedDB.open = refuse;
    Storage.prototype.setItem = refuse;
    Storage.prototype.getItem = refuse;
  });

const DENIED = 'This browser stores nothing for this page';

test('without storage everything works, and the page says once what is not kept', async ({
  page,
}) => {
  await deny(page);
  const lab = await openMatching(page, '?d=5&maxSteps=20000&stop=0&speed=full');
  await expect(notices(page)).not.toContainText(DENIED);
  await lab.trainTo(3);
  const notice = notices(page).getByText(DENIED);
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText('save as files');
  await notices(page).getByRole('button', { name: 'Dismiss' }).first().click();
  const figure = await askForTable(lab, 2);
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(figure).toContainText('4 of 4');
  await atRest(page);
  await expect(figure.getByRole('button', { name: 'Save as JSON' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(notice).toHaveCount(0);
});

test('a theme that is not kept is told, and holds for the visit', async ({ page }) => {
  await deny(page);
  await visit(page, '#/argmax');
  await page
    .getByRole('button', { name: /dark|theme/i })
    .first()
    .click();
  await expect(notices(page)).toContainText(DENIED);
});

test('where the browser has no room left, runs stay as they were stored, and that is said', async ({
  page,
}) => {
  const lab = await openMatching(page, long);
  await lab.trainTo(4);
  const step = await lab.step();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await lab.trainTo(step + 5);
  await expect(notices(page)).toContainText('There is no room left in this browser');
  await reload(page);
  expect(await lab.step()).toBe(step);
});

/** The page as a browser has it in a tab in the background, at its strictest: no pictures, no timers. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    window.requestAnimationFrame = () => 0;
    window.setTimeout = (() => 0) as unknown as typeof setTimeout;
    document.dispatchEvent(new Event('visibilitychange'));
  });

for (const speed of ['full', '20']) {
  test(`a training in a hidden tab goes on, speed ${speed}`, async ({ page }) => {
    const lab = await openMatching(page, `${long}&speed=${speed}`);
    await lab.run.click();
    await lab.passes(2);
    await hide(page);
    const before = await lab.step();
    await lab.passes(before + 20);
    await expect(lab.status).toContainText('ms/step');
  });
}
