/**
 * The figures of the printed handout: every scene of the lecture while its question is open, in the light
 * theme and as large as a column of paper, saved as SVG by the page's own exporter.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'vite';

/** A screen held in a hand: its text is readable in a column of 87 mm. */
const viewport = { width: 440, height: 640 };
/** Twice two questions with their figures are a page; two charts above each other need more of it. */
const heights = { 13: 420 };
const styleOf = (scene) => ({
  content: `.figure-plot { height: ${heights[scene] ?? 272}px !important }`,
});

/**
 * Drawings of one document: names that differ from scene to scene, two digits after the point, and no
 * descriptions, which would tell the answers.
 */
const forPaper = (markup, scene) =>
  markup
    .replace(/<desc.*?<\/desc>/gs, '')
    .replace(/-?\d+\.\d{3,}/g, (number) => String(+(+number).toFixed(2)))
    .replace(/( id="|url\((?:&quot;|['"])?#|href="#)/g, `$1scene-${scene}-`);

/** The exporter as a script that a page can be given. */
async function exporter(root) {
  const lib = { entry: `${root}src/ui/export/capture.ts`, formats: ['iife'], name: 'exporter' };
  const [{ output }] = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: { write: false, lib },
  });
  return output[0].code;
}

/** Numbers of all scenes, which the handout has links to. */
async function scenesOf(browser, url) {
  const page = await browser.newPage();
  await page.goto(`${url}#/handout`);
  await page.locator('html[data-route="handout"]').waitFor({ state: 'attached' });
  const scenes = await page
    .locator('.handout-link > a')
    .evaluateAll((links) => links.map(({ hash }) => /scene=(\d+)/.exec(hash)[1]));
  await page.close();
  return scenes;
}

/**
 * Writes `public/handout/scene-N.svg` for each scene.
 * @param {import('playwright').Browser} browser
 * @param {{ root: string, url: string, atRest: (page: import('playwright').Page) => Promise<void> }} site
 */
export async function recordHandout(browser, { root, url, atRest }) {
  const content = await exporter(root);
  const folder = `${root}public/handout`;
  mkdirSync(folder, { recursive: true });
  const options = { viewport, colorScheme: 'light', reducedMotion: 'reduce' };
  for (const scene of await scenesOf(browser, url)) {
    const page = await browser.newPage(options);
    await page.goto(`${url}#/lecture?scene=${scene}`);
    await page.locator(`html[data-route$="/scene-${scene}"]`).waitFor({ state: 'attached' });
    await page.addStyleTag(styleOf(scene));
    await atRest(page);
    await page.addScriptTag({ content });
    const { markup, width, height } = await page.evaluate(() =>
      exporter.captureDrawings(document.querySelector('.presentation-figure .figure-plot')),
    );
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    const font = `font-family="'Inter Variable', Inter, system-ui, sans-serif"`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>${forPaper(markup, scene)}</svg>\n`;
    writeFileSync(`${folder}/scene-${scene}.svg`, svg);
    console.log(`public/handout/scene-${scene}.svg`);
    await page.close();
  }
}
