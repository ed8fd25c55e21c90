import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { atRest, colorSchemes, drawn, reload, visit } from './helpers/page';
import { expect, test } from './helpers/test';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const LIMIT_KIB = 100;

test('the front door is open to everyone: no violation, no sideways scrolling', async ({
  page,
}) => {
  await visit(page, '#/');
  await expectAccessibleEverywhere(page);
});

test('until its picture is there it loads little, and nothing of the labs', async ({ page }) => {
  // scripts asked for by the time that a draw is in the picture: a frame later there may be more
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (!document.querySelector('#figure-home .sum-dot')) return;
      look.disconnect();
      const found = performance.getEntriesByType('resource').map(({ name }) => name);
      document.documentElement.dataset['first'] = found.join(' ');
    });
    look.observe(document, { childList: true, subtree: true });
  });
  await visit(page, '#/');
  const first = (await page.locator('html').getAttribute('data-first'))!.split(' ');
  const scripts = first.filter((name) => name.endsWith('.js'));
  const sizes = scripts.map(
    (name) => gzipSync(readFileSync(dist + /assets\/.*/.exec(name)![0])).length / 1024,
  );
  expect(scripts.length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LIMIT_KIB);
  expect(first.filter((name) => /worker|tensorflow/.test(name))).toEqual([]);
});

test('draws fall on their piles until sigma is touched; then it answers the hand', async ({
  page,
}) => {
  await visit(page, '#/');
  const figure = page.locator('#figure-home');
  await expect(figure.getByText(/^draw ([2-9]|\d\d+)$/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  await page.getByRole('slider', { name: /Noise scale/ }).press('End');
  await expect(figure.getByText('draw 100', { exact: true })).toBeVisible();
  await expect(figure.getByText('33.8%', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Again' }).click();
  await expect(figure.getByText(/^draw \d\d?$/)).toBeVisible();
});

test('where nothing may move it is a still, which goes on by a draw', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, '#/');
  const figure = page.locator('#figure-home');
  await expect(figure.getByText('draw 96', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Next draw' }).click();
  await expect(figure.getByText('draw 97', { exact: true })).toBeVisible();
});

test('its doors lead to the lecture, the tour and the labs; what has been seen is kept', async ({
  page,
}) => {
  await visit(page, '#/');
  await page.getByRole('link', { name: 'Start the lecture' }).click();
  await drawn(page, 'argmax/scene-1');
  await atRest(page);
  await page.keyboard.press('2');
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  await expect(page.getByText(/until it meets B/)).toBeVisible();
  await visit(page, '#/');
  const missed = page.getByTitle('You said “It falls a little”; it is “Nothing”.');
  await expect(missed).toHaveText('missed');
  await expect(page.getByRole('link', { name: 'Go on with scene 2' })).toBeVisible();
  await reload(page);
  await expect(page.getByRole('link', { name: /One best answer \(seen\)/ })).toBeVisible();
  await page.getByRole('link', { name: 'Three-minute tour' }).click();
  await drawn(page, 'argmax/scene-1');
  await expect(page.getByText('1 of 5')).toBeVisible();
  await visit(page, '#/');
  await page
    .getByRole('navigation', { name: 'The labs' })
    .getByRole('link', { name: /Matching/ })
    .click();
  await drawn(page, 'matching');
  await visit(page, '#/');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(missed).toHaveCount(0);
  await reload(page);
  await expect(page.getByRole('link', { name: /\(seen\)/ })).toHaveCount(0);
});

test('every lab has a picture in the colours of the theme, and loads no other', async ({
  page,
}) => {
  await visit(page, '#/');
  const cards = page.getByRole('navigation', { name: 'The labs' });
  const pictures = cards.locator('img');
  const count = await cards.getByRole('link').count();
  const loaded = () =>
    pictures.evaluateAll((all: HTMLImageElement[]) =>
      all.filter(({ naturalWidth }) => naturalWidth > 0).map(({ dataset }) => dataset['of']),
    );
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme });
    await page.reload();
    await drawn(page, 'home');
    await page.locator('.home-cite').scrollIntoViewIfNeeded();
    await expect.poll(loaded).toEqual(Array(count).fill(colorScheme));
  }
});

test('who wrote the paper, and how to cite it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '#/');
  await expect(page.getByText(/Cohen Indelman, H., & Hazan, T. \(2021\)/)).toBeVisible();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy APA' }).click();
  await expect.poll(copied).toMatch(/^Cohen Indelman, H\., & Hazan, T\. \(2021\)/);
  await page.getByRole('button', { name: 'Copy BibTeX' }).click();
  await expect.poll(copied).toContain('@inproceedings{cohenindelman2021learning');
  await page.getByRole('button', { name: 'Show BibTeX' }).click();
  await expect(page.locator('.citation-bibtex')).toContainText('Randomly Perturbed');
});

test('the share menu cites the site too, and begins a report that the reader sends', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '#/argmax?sigma=2');
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await share.click();
  await page.getByRole('menuitem', { name: 'Cite…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Show BibTeX' }).last().click();
  await expect(dialog.getByRole('region', { name: 'BibTeX' })).toContainText('@software{');
  await expectAccessible(page, 'how to cite');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Options of/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Report a problem…' }).click();
  const report = dialog.getByRole('region', { name: 'The report' });
  await dialog.getByRole('textbox').fill('It blinks.');
  await expect(report).toContainText('It blinks.');
  await expect(report).toContainText('sigma=2');
  await expect(report).toContainText('"dataHash":');
  // a server on loopback says nothing of a repository
  await expect(dialog.getByRole('link')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Copy the text' }).click();
  await expect(page.getByText('The report is copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('It blinks.');
  await expectAccessible(page, 'a report');
});
