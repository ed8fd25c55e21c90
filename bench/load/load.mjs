/**
 * The first visit, at the front door and in a lab: from the start of the navigation to the picture painted
 * with data, over cold loads on loopback, and how much JavaScript (workers included) was fetched until then.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { figure, shares } from '../lib/lab.mjs';
import { atMost, row } from '../lib/rows.mjs';
import { serveApp } from '../lib/site.mjs';
import { median } from '../lib/statistics.mjs';

const LOADS = 5;
/** What is visited, the mark that is there with the first data, and what is asked of it. */
const visits = [
  { name: 'front door', hash: '', mark: '#figure-home .sum-dot', kib: 100, milliseconds: 1000 },
  {
    name: 'argmax lab',
    hash: '#/argmax',
    mark: `${figure} ${shares}`,
    kib: 150,
    milliseconds: 1500,
  },
];
/** The longest wait for the first data. */
const PATIENCE_MS = 30_000;
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
async function coldLoad(browser, url, mark, requests) {
  requests.length = 0;
  const { page, check, close } = await openPage(browser);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.addInitScript(watchFirstFigure, mark);
    await page.goto(url);
    await page.waitForFunction(() => window.firstFigure !== undefined, null, {
      timeout: PATIENCE_MS,
    });
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

/** Rows and notes of one visit. */
async function measure(browser, site, requests, { name, hash, mark, ...limits }) {
  const loads = [];
  for (let i = 0; i < LOADS; i++) {
    loads.push(await coldLoad(browser, `${site.url}${hash}`, mark, requests));
  }
  const { folder } = site;
  // Which scripts made it before the figure depends on timing: the largest load counts.
  const size = ({ first }) => kib(folder, first);
  const largest = loads.reduce((a, b) => (size(b) > size(a) ? b : a));
  const tfjs = withTfjs(folder, largest.first);
  const times = loads.map(({ milliseconds }) => milliseconds);
  const of = (what) => `load, ${name}: ${what}`;
  return {
    rows: [
      row(of('JavaScript until the first data'), size(largest), 'KiB gz', atMost(limits.kib)),
      row(of('scripts with tfjs among it'), tfjs.length, 'files', atMost(0)),
      row(of('JavaScript after it'), kib(folder, largest.lazy), 'KiB gz'),
      row(of('first data'), median(times), 'ms', atMost(limits.milliseconds)),
      row(of('first data, slowest'), Math.max(...times), 'ms'),
    ],
    notes: [
      ...largest.first.map(
        (path) => `${name}, first: ${kib(folder, [path]).toFixed(1)} KiB ${path}`,
      ),
      ...largest.lazy.map(
        (path) => `${name}, later: ${kib(folder, [path]).toFixed(1)} KiB ${path}`,
      ),
      ...tfjs.map((path) => `tfjs is in ${path}`),
    ],
  };
}

export async function load() {
  const requests = [];
  const now = () => performance.timeOrigin + performance.now();
  const site = await serveApp((path, status) => requests.push({ path, status, time: now() }));
  let browser;
  try {
    browser = await launchBrowser();
    const found = [];
    for (const visit of visits) found.push(await measure(browser, site, requests, visit));
    return {
      rows: found.flatMap(({ rows }) => rows),
      notes: found.flatMap(({ notes }) => notes),
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}
