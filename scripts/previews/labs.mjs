/** The pictures of the labs, and of the pages beside them, on the front door: a figure of each, for the light and the dark theme. */
import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { beside, labs } from '../../src/app/labs';
import { MARGIN, openFigure } from '../capture.mjs';

/** The figure that stands for a lab, and whether it is trained first. Without one it is the first of the lab. */
const shown = {
  argmax: { figure: 'flips' },
  matching: { figure: 'matching', query: 'd=10&maxSteps=30&stop=0', run: true },
  knn: { figure: 'embedding' },
  perturbed: { figure: 'polytope' },
  paths: { figure: 'map', query: 'sigma=0.6' },
  rankings: { figure: 'lines' },
  map: { figure: 'map', query: 'scores=1,0.9,-1&loss=1,0,1&sigma=0.1' },
};

/** Where the figure of a lab is, and what the page calls the route. */
export function labFigure(lab) {
  const { figure, query = '', run = false } = shown[lab] ?? {};
  if (!figure) return { hash: `#/${lab}`, route: lab };
  return { hash: `#/${lab}?${query}&present=${figure}`, route: `${lab}/${figure}`, run };
}

/** Sizes of a picture in pixels of the page, as `Contents.tsx` has them; screens with two for one get both. */
const size = { width: 400, height: 240 };

/** The pixels of a PNG as WebP, by the browser's own encoder. */
const asWebp = async (page, png) => {
  const url = await page.evaluate(
    async (source) => {
      const image = document.createElement('img');
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.75);
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
};

/**
 * Writes `src/app/home/labs/LAB-light.webp` and `LAB-dark.webp`.
 * @param {import('playwright').Browser} browser
 * @param {{ root: string } & Parameters<typeof openFigure>[1]} site
 */
export async function recordLabs(browser, { root, ...site }) {
  mkdirSync(`${root}src/app/home/labs`, { recursive: true });
  for (const { id } of [...labs, ...beside])
    for (const colorScheme of ['light', 'dark']) {
      const viewport = { width: size.width + MARGIN, height: 900 };
      const options = { viewport, colorScheme, deviceScaleFactor: 2 };
      const page = await openFigure(browser, site, { ...labFigure(id), ...size }, options);
      const png = await page.locator('.figure-plot').first().screenshot();
      const file = `src/app/home/labs/${id}-${colorScheme}.webp`;
      writeFileSync(`${root}${file}`, await asWebp(page, png));
      await page.close();
      console.log(file);
    }
}
