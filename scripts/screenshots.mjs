/**
 * Takes the pictures of the README from the built page, so that they can be taken again whenever the
 * page changes, the figures of the handout, the pictures of previews and of the labs on the front door, and the icons
 * of an installed page: `npm run screenshots`. With names (readme, handout, previews, labs, icons) only those.
 */
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { browserArguments, findBrowser } from './browser.mjs';
import { exporter } from './capture.mjs';
import { recordHandout } from './handout.mjs';
import { recordIcons } from './offline/icons.mjs';
import { recordLabs } from './previews/labs.mjs';
import { recordPreviews } from './previews/pictures.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}docs/images`;

const shots = [
  { name: 'home', lab: '', width: 1366, height: 768, colorScheme: 'light', hash: '' },
  {
    name: 'lecture',
    width: 1280,
    height: 720,
    colorScheme: 'light',
    hash: '?scores=1,0.9,-1&loss=1,0,1&sigma=0.3&epsilon=0.6&scene=8&said=2',
  },
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
  {
    name: 'matching',
    lab: 'matching',
    width: 1366,
    height: 768,
    colorScheme: 'light',
    hash: '?d=25&view=difference&compare=direct-sigma-0&maxSteps=60&stop=0',
    run: true,
  },
  {
    name: 'matching-loss',
    lab: 'matching',
    width: 1280,
    height: 720,
    colorScheme: 'dark',
    hash: '?compare=direct-sigma-0,gumbel-sinkhorn&maxSteps=300&stop=0&present=loss',
    run: true,
  },
  {
    name: 'knn',
    lab: 'knn',
    width: 1366,
    height: 900,
    colorScheme: 'light',
    hash: '?maxSteps=600',
    run: true,
  },
  {
    name: 'knn-query',
    lab: 'knn',
    width: 1280,
    height: 720,
    colorScheme: 'dark',
    hash: '?sigma=3&epsilon=-0.6&query=7&present=query',
  },
  {
    name: 'perturbed',
    lab: 'perturbed',
    width: 1366,
    height: 768,
    colorScheme: 'light',
    hash: '',
  },
  {
    name: 'paths',
    lab: 'paths',
    width: 1366,
    height: 768,
    colorScheme: 'light',
    hash: '',
  },
  {
    name: 'rankings',
    lab: 'rankings',
    width: 1366,
    height: 768,
    colorScheme: 'light',
    hash: '',
  },
];

/** Until the engine adds no more samples, the training has stopped, and all is drawn. */
const atRest = (page) =>
  page.locator('html[data-state="rest"]').waitFor({ state: 'attached', timeout: 0 });

async function takeReadme(browser, { url }) {
  mkdirSync(folder, { recursive: true });
  for (const { lab = 'argmax', hash, run, ...shot } of shots) {
    const { name, width, height, colorScheme } = shot;
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme,
      // the moving picture of the front door as a still
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    await page.goto(`${url}#/${lab}${hash}`);
    await atRest(page);
    if (run) await page.locator('.transport-run').click();
    await atRest(page);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
    console.log(`docs/images/${name}.png`);
  }
}

const takes = {
  readme: takeReadme,
  handout: recordHandout,
  previews: recordPreviews,
  labs: recordLabs,
  icons: recordIcons,
};

const named = process.argv.slice(2);
const server = await serve({ root: `${root}dist` });
const executablePath = findBrowser();
const browser = await chromium.launch({
  args: browserArguments,
  ...(executablePath ? { executablePath } : {}),
});
try {
  const site = { root, url: server.url, atRest, content: await exporter(root) };
  for (const [name, take] of Object.entries(takes))
    if (named.length === 0 || named.includes(name)) await take(browser, site);
} finally {
  await browser.close();
  await server.close();
}
