/**
 * The first visit: from the start of the navigation to the main figure painted with data, over cold
 * loads on loopback, and how much JavaScript (workers included) was fetched until then.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { figure, openLab, shares } from '../lib/lab.mjs';
import { atMost, row } from '../lib/rows.mjs';
import { serveApp } from '../lib/site.mjs';
import { median } from '../lib/statistics.mjs';

const LOADS = 5;
const LIMIT_KIB = 150;
const LIMIT_MS = 1500;
/** What is fetched within this long after the first figure counts as lazy. */
const LAZY_MS = 4000;

/** Runs in the page: remembers when a frame with the marks of the main figure had been painted. */
function watchFirstFigure(selector) {
  const look = () => {
    if (!document.querySelector(selector)) return void window.requestAnimationFrame(look);
    const { port1, port2 } = new window.MessageChannel();
    port1.onmessage = () => void (window.firstFigure = performance.now());
    port2.postMessage(null); // a task after this frame's style, layout and paint
  };
  window.requestAnimationFrame(look);
}

/** One cold load: when the figure was painted, and the scripts fetched before and after. */
async function coldLoad(browser, site, requests) {
  requests.length = 0;
  const { page, check, close } = await openPage(browser);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.addInitScript(watchFirstFigure, `${figure} ${shares}`);
    await openLab(page, site.url);
    await page.waitForFunction(() => window.firstFigure !== undefined);
    const [origin, milliseconds] = await page.evaluate(() => [
      performance.timeOrigin,
      window.firstFigure,
    ]);
    await page.waitForTimeout(LAZY_MS);
    check();
    const isFirst = ({ time }) => time <= origin + milliseconds;
    const first = scripts(requests.filter(isFirst));
    const lazy = scripts(requests).filter((path) => !first.includes(path));
    return { milliseconds, first, lazy };
  } finally {
    await close();
  }
}

/** Paths of the scripts among requests, each once. */
function scripts(requests) {
  const paths = requests.map(({ path }) => path.split('?')[0]);
  return [...new Set(paths)].filter((path) => path.endsWith('.js'));
}

const kib = (folder, paths) =>
  paths.reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(folder, path)), { level: 9 }).length,
    0,
  ) / 1024;

/** Scripts that hold tfjs, by their text or by the sources that their map names. */
function withTfjs(folder, paths) {
  return paths.filter((path) => {
    const map = join(folder, `${path}.map`);
    const sources = existsSync(map) ? JSON.parse(readFileSync(map, 'utf8')).sources : [];
    return [readFileSync(join(folder, path), 'utf8'), ...sources].some((text) =>
      /tensorflow/i.test(text),
    );
  });
}

export async function load() {
  const requests = [];
  const now = () => performance.timeOrigin + performance.now();
  const site = await serveApp((path, status) => requests.push({ path, status, time: now() }));
  let browser;
  try {
    browser = await launchBrowser();
    const loads = [];
    for (let i = 0; i < LOADS; i++) loads.push(await coldLoad(browser, site, requests));
    const { folder } = site;
    // Which scripts made it before the figure depends on timing: the largest load counts.
    const size = ({ first }) => kib(folder, first);
    const largest = loads.reduce((a, b) => (size(b) > size(a) ? b : a));
    const tfjs = withTfjs(folder, largest.first);
    const times = loads.map(({ milliseconds }) => milliseconds);
    return {
      rows: [
        row('load: JavaScript until the first figure', size(largest), 'KiB gz', atMost(LIMIT_KIB)),
        row('load: scripts with tfjs among it', tfjs.length, 'files', atMost(0)),
        row('load: JavaScript after it', kib(folder, largest.lazy), 'KiB gz'),
        row('load: first figure with data', median(times), 'ms', atMost(LIMIT_MS)),
        row('load: first figure with data, slowest', Math.max(...times), 'ms'),
      ],
      notes: [
        ...largest.first.map((path) => `first: ${kib(folder, [path]).toFixed(1)} KiB ${path}`),
        ...largest.lazy.map((path) => `later: ${kib(folder, [path]).toFixed(1)} KiB ${path}`),
        ...tfjs.map((path) => `tfjs is in ${path}`),
      ],
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}
