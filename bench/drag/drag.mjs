/**
 * How closely the main figure follows the hand, in the argmax lab and on the map of paths: the page as it is served, dragged with real pointer
 * events. Measured per knob: from a move to the first frame that shows its result or a later one,
 * the longest task of the main thread, frames per second.
 */
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { drag } from '../lib/gestures.mjs';
import { figure, knobs, openLab, readBadge } from '../lib/lab.mjs';
import { atMost, row } from '../lib/rows.mjs';
import { serveApp } from '../lib/site.mjs';
import { quantile } from '../lib/statistics.mjs';
import { installProbe } from './probe.mjs';

const WARM_UP_SECONDS = 2;
const SECONDS = 8;
const LIMIT_MS = 50;

const rest = (page) => page.waitForFunction(() => window.dragProbe.quiet(1000), null);

/** 512 paths on 12 x 12, drawn anew with every sigma. */
const paths = {
  selector: 'input[type="range"][aria-label^="Noise scale"]',
  reach: 60,
  figure: '#figure-map',
  marks: '.path-thread, .path-heat',
};

async function measure(page, name, { marks, figure: shown = figure, ...knob }) {
  await drag(page, knob, WARM_UP_SECONDS);
  await rest(page);
  const { selector } = knob;
  await page.evaluate((what) => window.dragProbe.record(what), {
    knob: name,
    selector,
    figure: shown,
    marks,
  });
  await drag(page, knob, SECONDS);
  await rest(page);
  return page.evaluate(() => window.dragProbe.stop());
}

function rowsOf(label, { moves, frames, longTasks, results }) {
  const shown = moves.filter(({ painted }) => painted !== undefined);
  if (shown.length < moves.length / 2 || shown.length < 10 * SECONDS) {
    throw new Error(`${label}: of ${moves.length} moves ${shown.length} led to a painted figure`);
  }
  const span = (from, to) => shown.map((move) => move[to] - move[from]);
  // Only what happened while the hand moved: coming to rest may take its time.
  const [begin, end] = [moves[0].time, moves.at(-1).time];
  const seconds = (end - begin) / 1000;
  const tasks = longTasks.filter(({ startTime }) => startTime >= begin && startTime <= end);
  const longest = Math.max(0, ...tasks.map(({ duration }) => duration));
  const during = frames.filter((time) => time >= begin && time <= end).length;
  const latency = span('time', 'painted');
  const of = (what, value, unit, goal) => row(`drag ${label}: ${what}`, value, unit, goal);
  return [
    of('move to painted figure, p50', quantile(latency, 0.5), 'ms'),
    of('move to painted figure, p95', quantile(latency, 0.95), 'ms', atMost(LIMIT_MS)),
    of('move to painted figure, longest', quantile(latency, 1), 'ms'),
    of('of it: move to request, p50', quantile(span('time', 'asked'), 0.5), 'ms'),
    of('of it: request to reply, p50', quantile(span('asked', 'replied'), 0.5), 'ms'),
    of('of it: reply to painted, p50', quantile(span('replied', 'painted'), 0.5), 'ms'),
    of('longest task (0: none over 50 ms)', longest, 'ms', atMost(LIMIT_MS)),
    of('frames', during / seconds, '1/s'),
    of('moves to a new value', moves.length / seconds, '1/s'),
    of('results painted', results / seconds, '1/s'),
  ];
}

async function draggingPaths(browser, url) {
  const { page, check } = await openPage(browser);
  await page.addInitScript(installProbe, 'draws');
  await page.goto(`${url}#/paths`);
  await page.locator('.path-thread').first().waitFor();
  await rest(page);
  const rows = rowsOf('sigma, 512 paths', await measure(page, 'sigma', paths));
  check();
  await page.close();
  return rows;
}

export async function dragging() {
  const site = await serveApp();
  let browser;
  try {
    browser = await launchBrowser();
    const { page, check } = await openPage(browser);
    await page.addInitScript(installProbe, 'sample');
    await openLab(page, site.url);
    await page
      .getByRole('switch', { name: /y\*\(ε\)/ })
      .or(page.getByLabel(/Show y\*\(ε\)/))
      .first()
      .click();
    await rest(page);
    const rows = [];
    for (const [name, knob] of Object.entries(knobs)) {
      rows.push(...rowsOf(name, await measure(page, name, knob)));
    }
    check();
    const engine = await readBadge(page);
    rows.push(...(await draggingPaths(browser, site.url)));
    return { rows, notes: [`engine: ${engine}.`] };
  } finally {
    await browser?.close();
    await site.close();
  }
}
