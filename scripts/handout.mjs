/**
 * The figures of the printed handout: every scene of the lecture while its question is open, in the light
 * theme and as large as a column of paper.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { scenes } from '../src/lecture/scenes';
import { captureFigure, svgOf } from './capture.mjs';

/** Pixels of a plot: its text is readable in a column of 87 mm, and two by two with their questions are a page. */
const size = { width: 425, height: 272 };

/**
 * Writes `public/handout/scene-N.svg` for each scene.
 * @param {import('playwright').Browser} browser
 * @param {{ root: string } & Parameters<typeof captureFigure>[1]} site
 */
export async function recordHandout(browser, { root, ...site }) {
  const folder = `${root}public/handout`;
  mkdirSync(folder, { recursive: true });
  for (const { id } of scenes) {
    const name = `scene-${id}`;
    const figure = { hash: `#/lecture?scene=${id}`, route: `/${name}`, ...size };
    writeFileSync(`${folder}/${name}.svg`, svgOf(await captureFigure(browser, site, figure), name));
    console.log(`public/handout/${name}.svg`);
  }
}
