import type { Page } from 'playwright/test';
import { expectAccessible } from './helpers/axe';
import { atRest, frames, visit } from './helpers/page';
import { expect, onOnePage, test } from './helpers/test';

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Notation' });

onOnePage(
  'key g opens the notation, it finds a word, lights its marks, and gives the focus back',
  async ({ page }) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await visit(page, '#/argmax');
    const address = page.url();
    const slider = page.getByRole('slider', { name: /^Noise scale/ }).first();
    await slider.focus();
    await page.keyboard.press('g');
    const panel = panelOf(page);
    const search = panel.getByRole('searchbox');
    await expect(search).toBeFocused();
    // the middle of the figure stays free
    expect((await panel.boundingBox())!.x).toBeGreaterThan((1366 * 2) / 3 - 1);
    await expectAccessible(page, 'the panel');

    await page.keyboard.type('temperature');
    const entry = panel.getByRole('article', { name: /^Temperature/ });
    await expect(panel.getByRole('article', { name: /^Common noise/ })).toHaveCount(0);
    await expect(entry).toBeVisible();
    await entry.getByRole('button', { name: 'Where it is now' }).press('Enter');
    const frame = page.locator('.lab-frame');
    await expect(frame).toHaveAttribute('data-highlight', 'sigma');
    await expect(entry).toContainText(/Lit in \d+ figures/);
    await expectAccessible(page, 'the panel with a lit term');
    await entry.getByRole('button', { name: 'Noise scale' }).press('Enter');
    await expect(panel.getByRole('heading', { name: /^Noise scale/ })).toBeFocused();
    await expect(search).toHaveValue('');

    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(frame).not.toHaveAttribute('data-highlight', 'sigma');
    await expect(slider).toBeFocused();
    expect(page.url()).toBe(address);
  },
);

onOnePage(
  'names of other papers and libraries are found, and what they are not',
  async ({ page }) => {
    await visit(page, '#/matching');
    await page.keyboard.press('g');
    const panel = panelOf(page);
    for (const [typed, entry, says] of [
      ['nb_samples', 'Samples', 'InferOpt.jl'],
      ['berthet', 'Noise scale', 'not our ε'],
      ['input_noise_temperature', 'Noise scale', 'not our τ'],
    ]) {
      await panel.getByRole('searchbox').fill(typed);
      await expect(panel.getByRole('article', { name: new RegExp(`^${entry}`) })).toContainText(
        says,
      );
    }
    await panel.getByRole('searchbox').fill('zebra');
    await expect(panel.getByRole('status')).toHaveText('Nothing is called so here.');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  },
);

onOnePage('the popover of a control leads to its entry, and back', async ({ page }) => {
  await visit(page, '#/argmax');
  const name = page.getByRole('button', { name: 'Loss weight ε', exact: true });
  await name.click();
  const popover = page.getByRole('dialog', { name: 'Loss weight ε' });
  await expect(popover).toContainText('How hard the loss pushes');
  await expect(popover).toContainText('What the loss is multiplied by');
  await expectAccessible(page, 'the popover');
  await popover.getByRole('button', { name: 'Notation' }).click();
  await expect(popover).toHaveCount(0);
  await expect(panelOf(page).getByRole('heading', { name: /^Loss weight/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
});

onOnePage(
  'a term is underlined where the page uses it first, and takes no room',
  async ({ page }) => {
    for (const lab of ['argmax', 'matching', 'knn', 'perturbed', 'paths', 'rankings']) {
      await visit(page, `#/${lab}`);
      const terms = page.locator('.figure-sentence .term');
      await expect(terms.first()).toBeVisible();
      await expect.poll(() => terms.count(), lab).toBeGreaterThan(4);
      const words = await terms.allTextContents();
      expect(
        words.filter((word, i) => words.indexOf(word) !== i),
        lab,
      ).toEqual([]);
      const moved = await page.locator('.figure-sentence').evaluateAll((sentences) =>
        sentences.flatMap((sentence) => {
          const copy = sentence.cloneNode(true) as HTMLElement;
          for (const term of copy.querySelectorAll('.term')) term.replaceWith(term.textContent);
          copy.normalize();
          sentence.after(copy);
          const difference = copy.offsetHeight - (sentence as HTMLElement).offsetHeight;
          copy.remove();
          return difference;
        }),
      );
      expect(moved.filter(Boolean), lab).toEqual([]);
    }
    await visit(page, '#/argmax');
    const term = page.locator('#figure-frequency .term', { hasText: 'score' });
    await term.press('Enter');
    const popover = page.getByRole('dialog', { name: 'Score μ' });
    await expect(popover).toContainText('before any noise');
    await expectAccessible(page, 'the popover of a term');
    await page.keyboard.press('Escape');
    await expect(term).toBeFocused();
  },
);

onOnePage(
  'in a presentation the panel has its keys, and Escape closes it first',
  async ({ page }) => {
    await visit(page, '#/argmax?present=secant');
    await page.keyboard.press('g');
    await expect(panelOf(page).getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('n');
    await expect(page).toHaveURL(/present=secant/);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('Escape');
    await expect(panelOf(page)).toHaveCount(0);
    await expect(page).toHaveURL(/present=secant/);
  },
);

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a touch opens the notation as a sheet, half as high as the screen', async ({ page }) => {
    await visit(page, '#/matching');
    const button = page.getByRole('button', { name: 'Notation', exact: true });
    await button.tap();
    const panel = panelOf(page);
    await expect(panel).toBeVisible();
    await frames(page, 2);
    expect((await panel.boundingBox())!.y).toBeGreaterThan(844 / 2 - 2);
    await panel.getByRole('searchbox').fill('truth');
    await panel.getByRole('article', { name: 'Truth' }).getByRole('button').first().tap();
    await expect(page.locator('.lab-frame')).toHaveAttribute('data-highlight', 'truth');
    await expectAccessible(page, 'the sheet');
    await panel.getByRole('button', { name: 'Close', exact: true }).tap();
    await expect(panel).toHaveCount(0);
    await expect(button).toBeFocused();
    await page.locator('#figure-matching .term').first().tap();
    await expect(page.getByRole('dialog')).toBeVisible();
    await atRest(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
