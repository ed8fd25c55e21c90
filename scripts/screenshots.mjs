/**
 * Takes the pictures of the README from the built page, so that they can be taken again whenever the
 * page changes: `npm run screenshots`.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { browserArguments, findBrowser } from './browser.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}docs/images`;

const shots = [
  { name: 'argmax-light', width: 1366, height: 768, colorScheme: 'light', hash: '' },
  {
    name: 'argmax-dark',
    width: 1366,
    height: 768,
    colorScheme: 'dark',
    hash: '?scores=3,1.5,1,0.5,0,-0.5,-1,-1.5&loss=0,1,1,1,1,1,1,1&sigma=2&noise=normal',
  },
  {
    name: 'bias-variance',
    width: 1280,
    height: 720,
    colorScheme: 'light',
    hash: '?present=bias-variance',
  },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light', hash: '' },
];

/** Until the engine stops adding samples and the sweep is done. */
const SETTLE_MS = 5000;

mkdirSync(folder, { recursive: true });
const server = await serve({ root: `${root}dist` });
const executablePath = findBrowser();
const browser = await chromium.launch({
  args: browserArguments,
  ...(executablePath ? { executablePath } : {}),
});
try {
  for (const { name, width, height, colorScheme, hash } of shots) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(`${server.url}#/argmax${hash}`);
    await page.waitForTimeout(SETTLE_MS);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
    console.log(`docs/images/${name}.png`);
  }
} finally {
  await browser.close();
  await server.close();
}
