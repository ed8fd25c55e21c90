/**
 * The pictures of previews: a figure with its sentence in big type, in the light theme. They are shown about
 * 500 pixels wide, so all in them is large.
 */
import { mkdirSync } from 'node:fs';
import { escapeXml } from '../../src/ui/export/svg';
import { captureFigure, svgOf } from '../capture.mjs';
import { labFigure } from './labs.mjs';
import { fileOf, frontDoor, PICTURE, previews } from './pages';

/** Pixels of a plot: drawn for little room, and then enlarged. */
const size = { width: 368, height: 330 };
/** A third of the bytes of a PNG; whoever shows a preview makes a picture of their own from it. */
const file = { type: 'jpeg', quality: 65 };

const style = `
  body { margin: 0; background: var(--ground); }
  .card { box-sizing: border-box; width: ${PICTURE.width}px; height: ${PICTURE.height}px; padding: 40px;
    display: grid; grid-template: 1fr auto / 430px 1fr; gap: 24px 40px; }
  .card > header { align-self: center; display: grid; gap: 28px; }
  .card h1 { font-size: 58px; line-height: 1.1; font-weight: 700;
    letter-spacing: -0.02em; overflow-wrap: anywhere; }
  .card > header > p { font-size: 30px; line-height: 1.3; color: var(--muted); text-wrap: pretty; }
  .card > p { grid-row: 2; display: flex; gap: 14px; align-items: center; margin: 0; font-size: 30px;
    font-weight: 600; }
  .card > div { grid-area: 1 / 2 / 3 / 3; padding: 20px; border-radius: 16px; background: var(--card);
    border: 1px solid var(--grid); display: grid; }
  .card svg { width: 100%; height: 100%; }`;

/** The figure of a preview: of its scene while the question is open, of its lab, or of the front door. */
function figureOf({ picture, hash }) {
  const [kind, id] = picture.split('-');
  if (kind === 'lab') return labFigure(id);
  return { hash, route: kind === 'scene' ? `/${picture}` : 'home' };
}

/** What a picture consists of: for a scene its question, which the figure leaves open. */
const cardOf = ({ title, line }, svg) => `<section class="card">
  <header><h1>${escapeXml(title)}</h1><p>${escapeXml(line)}</p></header>
  <p><img src="./favicon.svg" width="40" height="40" alt="" />Noisy Argmax</p>
  <div>${svg}</div></section>`;

/** Shows it in a page, the figure without the room around it. */
async function show(card) {
  document.body.innerHTML = card;
  const svg = document.querySelector('.card > div > svg');
  const { x, y, width, height } = svg.getBBox();
  svg.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  await document.fonts.ready;
  await document.querySelector('.card img').decode();
}

/**
 * Writes `public/previews/*.jpg`.
 * @param {import('playwright').Browser} browser
 * @param {{ root: string } & Parameters<typeof captureFigure>[1]} site
 */
export async function recordPreviews(browser, { root, ...site }) {
  mkdirSync(`${root}public/previews`, { recursive: true });
  for (const preview of [frontDoor, ...previews]) {
    const figure = { ...figureOf(preview), ...size };
    const svg = svgOf(await captureFigure(browser, site, figure), preview.picture);
    const options = { viewport: PICTURE, colorScheme: 'light', reducedMotion: 'reduce' };
    const page = await browser.newPage(options);
    // a page of the site for its fonts and colours
    await page.goto(site.url);
    await site.atRest(page);
    await page.addStyleTag({ content: style });
    await page.evaluate(show, cardOf(preview, svg));
    await page.screenshot({ ...file, path: `${root}public/${fileOf(preview)}` });
    await page.close();
    console.log(`public/${fileOf(preview)}`);
  }
}
