import { createRequire } from 'node:module';
import { expect, type Page } from 'playwright/test';
import { atRest, colorSchemes, frames, screens } from './page';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Violations of WCAG 2.2 A and AA that axe finds, one line each. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: axePath });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations: found } = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return found.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.html)
          .join(' | ')
          .slice(0, 300)}`,
    );
  });
}

/** Waits until a new size or colour is drawn, and nothing fades any more. */
async function still(page: Page): Promise<void> {
  await frames(page, 2);
  await atRest(page);
  // what follows scrolling never ends by itself, nor does what stands in a closed fold
  await page.evaluate(() => {
    const timed = document
      .getAnimations()
      .filter((one) => one.timeline instanceof DocumentTimeline)
      .filter(({ effect }) => (effect as KeyframeEffect).target?.checkVisibility());
    return Promise.all(timed.map(({ finished }) => finished));
  });
}

/** In light and in dark, what is shown has no accessibility violation; no dialog scrolls sideways. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme });
    await still(page);
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    expect(await violations(page), `${where}, ${colorScheme}`).toEqual([]);
    const tooWide = await page
      .locator('.dialog')
      .evaluateAll(
        (all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
      );
    expect(tooWide, `${where}: dialogs that scroll sideways`).toBe(0);
  }
}

/** In every window, light and dark, no accessibility violation and no sideways scrolling. */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  for (const { name, width, height } of screens) {
    await page.setViewportSize({ width, height });
    await expectAccessible(page, name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
  }
}
