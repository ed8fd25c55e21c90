/** Where things are in the argmax lab, as a reader finds them. */

/** Selectors of the main figure, and of what it draws of a result. */
export const figure = '#figure-frequency';
export const shares = '.prediction-bar';

/** What can be dragged; `marks` are the marks of the main figure that move with it. */
export const knobs = {
  sigma: {
    selector: 'input[type="range"][aria-label^="Noise scale"]',
    reach: 60,
    marks: '.prediction-bar, .prediction-dot, .error-bar',
  },
  epsilon: {
    selector: 'input[type="range"][aria-label^="Loss weight"]',
    reach: 60,
    marks: '.augmented-bar',
  },
  score: {
    selector: `${figure} [role="slider"][aria-label^="score of"]`,
    vertical: true,
    reach: 40,
    marks: '.prediction-bar, .prediction-dot, .error-bar',
  },
};

/** Opens the lab and waits until its main figure shows data. `search`: such as "?backend=cpu". */
export async function openLab(page, url, search = '') {
  await page.goto(`${url}${search}#/argmax`);
  const waiting = 'the main figure showed no data';
  await page
    .locator(`${figure} ${shares}`)
    .first()
    .waitFor({ timeout: 30_000 })
    .catch((cause) => {
      throw new Error(`${waiting} within 30 s (looked for "${figure} ${shares}")`, { cause });
    });
}

/** What the badge says of the engine. */
export async function readBadge(page) {
  const text = await page.locator('header .badge').first().innerText();
  return text.replace(/\s+/g, ' ').trim();
}
