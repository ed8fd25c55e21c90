/** Figures of the built page as SVG, by the page's own exporter: for the handout and for previews. */
import { build } from 'vite';

/** Pixels of a window beside a plot. */
export const MARGIN = 15;

/** The exporter as a script that a page can be given. */
export async function exporter(root) {
  const lib = { entry: `${root}src/ui/export/capture.ts`, formats: ['iife'], name: 'exporter' };
  const [{ output }] = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: { write: false, lib },
  });
  return output[0].code;
}

/** A plot has this size, whatever is around it, and no handles; a thumb's controls are not before it. */
const plotStyle = ({ width, height }) =>
  `.figure-plot { flex: none !important; width: ${width}px !important; height: ${height}px !important; }
  .presentation-controls, [data-export='no'] { visibility: hidden; }`;

/**
 * Opens a figure as it stands once nothing moves any more.
 * @param {import('playwright').Browser} browser
 * @param {{ url: string, atRest: (page: import('playwright').Page) => Promise<void> }} site
 * @param {{ hash: string, route: string, run?: boolean, width: number, height: number }} figure its address, the
 *   route that is drawn then, whether it is trained first, and the size of its plot in pixels
 * @param {import('playwright').BrowserContextOptions} options of the window
 * @returns {Promise<import('playwright').Page>}
 */
export async function openFigure(browser, { url, atRest }, figure, options) {
  const page = await browser.newPage({
    colorScheme: 'light',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  await page.goto(`${url}${figure.hash}`);
  await page.locator(`html[data-route$="${figure.route}"]`).waitFor({ state: 'attached' });
  await atRest(page);
  if (figure.run) await page.locator('.transport-run').click();
  await page.addStyleTag({ content: plotStyle(figure) });
  await atRest(page);
  return page;
}

/**
 * The drawing of a figure in a window that is a little wider.
 * @param {Parameters<typeof openFigure>[1] & { content: string }} site `content` is the exporter
 * @returns {Promise<{ markup: string, width: number, height: number }>}
 */
export async function captureFigure(browser, { content, ...site }, figure) {
  const viewport = { width: figure.width + MARGIN, height: 900 };
  const page = await openFigure(browser, site, figure, { viewport });
  await page.addScriptTag({ content });
  const drawing = await page.evaluate(() =>
    exporter.captureDrawings(document.querySelector('.figure-plot')),
  );
  await page.close();
  return drawing;
}

/** The drawing of a figure as a document; its names begin with `name`, so that several can be in one page. */
export function svgOf({ markup, width, height }, name) {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const font = `font-family="'Inter Variable', Inter, system-ui, sans-serif"`;
  const drawn = markup
    // descriptions would tell the answers
    .replace(/<desc.*?<\/desc>/gs, '')
    .replace(/-?\d+\.\d{3,}/g, (number) => String(+(+number).toFixed(2)))
    .replace(/( id="|url\((?:&quot;|['"])?#|href="#)/g, `$1${name}-`);
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>${drawn}</svg>\n`;
}
