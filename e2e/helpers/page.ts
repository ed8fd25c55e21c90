import { expect, type Locator, type Page } from 'playwright/test';

/** Windows that the page is held against. */
export const screens = [
  { name: 'desktop', width: 1366, height: 768 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'smallest', width: 320, height: 640 },
] as const;

export const colorSchemes = ['light', 'dark'] as const;

/** Waits until a route is drawn with its code: "argmax", "argmax/flips" for a presented figure. */
export const drawn = (page: Page, route: string): Promise<void> =>
  page.locator(`html[data-route="${route}"]`).waitFor({ state: 'attached' });

/** Waits until all that was asked for has been answered and drawn, and nothing trains. */
export const atRest = (page: Page): Promise<void> =>
  page.locator('html[data-state="rest"]').waitFor({ state: 'attached' });

/**
 * Follows an address such as "#/argmax?sigma=2" and waits until it is drawn and at rest. On a page
 * that is open already the address is edited, as a reader would, and nothing is loaded again.
 */
export async function visit(page: Page, hash: string, site = './'): Promise<void> {
  const here = page.url().replace(/#.*/, '');
  const isOpen = here.startsWith('http') && new URL(site, here).href === here;
  await (isOpen ? edit(page, hash) : page.goto(`${site}${hash}`));
  await drawn(page, routeOf(hash));
  await atRest(page);
}

/** Loads the page again where it is. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await drawn(page, routeOf(new URL(page.url()).hash));
  await atRest(page);
}

/** Resolves when the page has heard of its new address. */
const edit = (page: Page, hash: string) =>
  page.evaluate(
    (to) =>
      new Promise<void>((done) => {
        if (location.hash === to) return done();
        addEventListener('hashchange', () => done(), { once: true });
        location.hash = to;
      }),
    hash,
  );

/** "#/argmax?present=flips&k=2" shows "argmax/flips", "#/" the front door. */
function routeOf(hash: string): string {
  const [path, query] = hash.replace('#/', '').split('?');
  const own = new URLSearchParams(query);
  const part = own.has('scene') ? `scene-${own.get('scene')}` : own.get('present');
  return part ? `${path}/${part}` : path || 'home';
}

/** Waits until the page has drawn so many frames. */
export const frames = (page: Page, count = 1): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((done) => {
        const next = (left: number) =>
          left === 0 ? done() : requestAnimationFrame(() => next(left - 1));
        next(wanted);
      }),
    count,
  );

/** Drags what a hand can take hold of by pixels, each move drawn; in between the address stays. */
export async function drag(page: Page, handle: Locator, [dx, dy]: readonly [number, number]) {
  await handle.scrollIntoViewIfNeeded();
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = page.url();
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const share of [0.25, 0.5, 0.75, 1]) {
    await page.mouse.move(x + share * dx, y + share * dy);
    await frames(page);
  }
  expect(page.url()).toBe(before);
  await page.mouse.up();
  await expect.poll(() => page.url()).not.toBe(before);
}

/** Drags a slider with the mouse through fractions of its width; each move is drawn. */
export async function dragSlider(page: Page, slider: Locator, stops: number[]): Promise<void> {
  const box = (await slider.boundingBox())!;
  const at = (f: number) => [box.x + 10 + f * (box.width - 20), box.y + box.height / 2] as const;
  await page.mouse.move(...at(stops[0]));
  await page.mouse.down();
  for (const stop of stops.slice(1)) {
    await page.mouse.move(...at(stop));
    await frames(page);
  }
  await page.mouse.up();
}

/** Gives a number field of the controls another value. */
export async function enter(page: Page, name: string | RegExp, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name, exact: typeof name === 'string' }).first();
  await field.fill(value);
  await field.press('Enter');
}

/** Opens a fold of the controls, if it is not open. */
export async function unfold(page: Page, summary: string): Promise<void> {
  const fold = page.locator('details', { has: page.getByText(summary, { exact: true }) }).first();
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
}

/** Saves a figure by its menu; the path of the file. */
export async function save(
  page: Page,
  figure: Locator,
  item: string,
  choice?: string,
): Promise<string> {
  const download = page.waitForEvent('download');
  await figure.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
  // a choice opens beside the item
  if (choice !== undefined) await page.getByRole('menuitem', { name: choice, exact: true }).click();
  return (await download).path();
}

/** Size of the smallest text that is seen, in pixels. */
export const smallestText = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const sizes = [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((e) => [...e.childNodes].some((c) => c.nodeType === 3 && c.textContent!.trim()))
      .filter(
        (e) => e.checkVisibility() && !e.closest('.visually-hidden, desc, .hits, table, option'),
      )
      .map((e) => parseFloat(getComputedStyle(e).fontSize));
    return Math.min(...sizes);
  });

/** All of these can be seen in a window of this height without scrolling. */
export async function expectAbove(height: number, parts: readonly Locator[]): Promise<void> {
  for (const part of parts) {
    const box = (await part.boundingBox())!;
    expect(box.y + box.height, part.toString()).toBeLessThanOrEqual(height);
  }
}
