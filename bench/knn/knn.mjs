/**
 * Training and searching in the kNN lab. In Node, with the code of the page on one thread: steps of
 * direct loss with learned sigma(x), passes through the network, the kernel alone, objectives, and
 * exact neighbours, beside PyTorch, numpy and scipy where python3 has them. All take turns within a
 * round, and ratios are medians over the rounds. In the browser: steps per second, and the frames of
 * the page meanwhile.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { findPython, startPeer } from '../lib/peer.mjs';
import { atLeast, atMost, row } from '../lib/rows.mjs';
import { serveApp } from '../lib/site.mjs';
import { median, quantile } from '../lib/statistics.mjs';
import { runButton, watchTraining } from '../lib/training.mjs';

const ROUNDS = 9;
/** What takes long, and is even, is measured in every third round. */
const SLOW = ['search 500'];
const SLOW_EVERY = 3;
const STEPS_PER_SECOND = 5;
const TIMES_PYTORCH = 3;
const OPENING_MS = 10_000;
const WARM_UP_MS = 8000;
const MEASURED_MS = 15_000;
const FRAME_MS = 50;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const sizes = JSON.parse(readFileSync(here('./sizes.json'), 'utf8'));

/** All times in ms, one map per round from task to side; the first round warms up and is left out. */
async function measure(ours, peer) {
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const times = {};
    for (const task of ours.ready.tasks) {
      if (SLOW.includes(task) && round % SLOW_EVERY !== 0) continue;
      times[task] = await ours.ask(task);
      if (peer?.ready.tasks.includes(task)) Object.assign(times[task], await peer.ask(task));
    }
    if (round > 0) rounds.push(times);
  }
  return rounds;
}

/** Medians by task and side, and medians of ratios of times that were taken in the same round. */
function summarise(rounds) {
  const of = (task) => rounds.filter((times) => task in times).map((times) => times[task]);
  const time = (task, side = 'ours') => median(of(task).map((sides) => sides[side]));
  const peers = (task) =>
    Object.keys(of(task)[0])
      .filter((side) => side !== 'ours')
      .sort((a, b) => time(task, a) - time(task, b));
  const ratio = (task, peer) => median(of(task).map((sides) => sides.ours / sides[peer]));
  const between = (above, below) =>
    median(
      rounds.filter((t) => above in t && below in t).map((t) => t[above].ours / t[below].ours),
    );
  return { time, peers, ratio, between };
}

/** A task of ours beside all that can do the same: each in `unit`, and the ratios of the times. */
function beside({ time, peers, ratio }, task, name, { unit = 'ms', value = (ms) => ms, goal }) {
  const side = (label, key) => row(`knn: ${name}${label}`, value(time(task, key)), unit);
  return [
    side('', 'ours'),
    ...peers(task).map((peer) => side(`, ${peer}`, peer)),
    ...peers(task).map((peer, i) =>
      row(`knn: ${name}, time over ${peer}`, ratio(task, peer), 'x', i === 0 ? goal : undefined),
    ),
  ];
}

function trainingRows(summary) {
  const perSecond = (network) => 1000 / summary.time(`step ${network}`);
  const step = (network, goal) =>
    beside(summary, `step ${network}`, `step of the ${network} network`, { goal });
  return [
    ...step('compact'),
    row('knn: compact, one thread', perSecond('compact'), 'steps/s', atLeast(STEPS_PER_SECOND)),
    ...step('lenet', atMost(TIMES_PYTORCH)),
    row('knn: lenet, one thread', perSecond('lenet'), 'steps/s'),
    ...['compact', 'lenet'].flatMap((network) =>
      beside(
        summary,
        `layers ${network}`,
        `${network}, forward and back, ${sizes.batch} images`,
        {},
      ),
    ),
  ];
}

function kernelRows(summary) {
  const operations = 2 * sizes.side ** 3;
  const value = (ms) => operations / (1e6 * ms);
  return beside(summary, 'product', `product of matrices, ${sizes.side}`, {
    unit: 'GFLOP/s',
    value,
  });
}

function objectiveRows({ time, between }, tasks) {
  const direct = 'objective direct-learned-sigma';
  return tasks
    .filter((task) => task.startsWith('objective'))
    .flatMap((task) => [
      row(`knn: ${task}`, time(task), 'ms'),
      ...(task === direct
        ? []
        : [row(`knn: ${task}, over direct loss`, between(task, direct), 'x')]),
    ]);
}

/** Test images per second: embedding them and the candidates, and searching each among all. */
function evaluationRows(summary) {
  const { queries, candidates, batch } = sizes;
  const per = (network, dim, side, asked, among) => {
    const embedding = (summary.time(`embed ${network}`, side) / batch) * (asked + among);
    const pairs = (asked * among) / (queries * candidates);
    return (1000 * asked) / (embedding + pairs * summary.time(`search ${dim}`, side));
  };
  const evaluation = (network, dim) =>
    [
      [queries, candidates, ''],
      [10_000, 60_000, ' (extrapolated)'],
    ].flatMap(([asked, among, note]) => {
      const name = `knn: evaluation, ${network}, ${asked} among ${among}${note}`;
      const rate = (side) => per(network, dim, side, asked, among);
      const [own, peer] = [rate('ours'), summary.peers(`embed ${network}`)[0]];
      if (!peer) return [row(name, own, 'images/s')];
      return [row(name, own, 'images/s'), row(`${name}, time over ${peer}`, rate(peer) / own, 'x')];
    });
  return [
    ...[64, 500].flatMap((dim) =>
      beside(
        summary,
        `search ${dim}`,
        `${queries} queries among ${candidates}, ${dim} dimensions`,
        {
          unit: 'images/s',
          value: (ms) => (1000 * queries) / ms,
        },
      ),
    ),
    ...evaluation('compact', 64),
    ...evaluation('lenet', 500),
  ];
}

async function onOneThread() {
  const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-knn-'));
  let ours, peer;
  try {
    ours = await startPeer(process.execPath, ['--import', 'tsx', here('./ours.ts'), folder]);
    const python = findPython('torch, numpy');
    // it reads what ours has written
    peer = python ? await startPeer(python, [here('./torch_step.py'), folder]) : null;
    const summary = summarise(await measure(ours, peer));
    const note = peer
      ? `PyTorch ${peer.ready.torch}, oneDNN ${peer.ready.mkldnn ? 'used' : 'missing'}, one thread.`
      : 'No python3 with torch and numpy here: nothing was compared.';
    return {
      rows: [
        ...trainingRows(summary),
        ...kernelRows(summary),
        ...objectiveRows(summary, ours.ready.tasks),
        ...evaluationRows(summary),
      ],
      notes: [note],
    };
  } finally {
    ours?.stop();
    peer?.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Whether the lab can be trained in; the first lab opens where there is no such. */
async function opens(page, url) {
  await page.goto(`${url}#/knn?network=compact&maxSteps=200000&seed=1`);
  const button = page.locator(runButton).and(page.getByRole('button', { name: 'Run' }));
  return page
    .locator(`${runButton}:enabled`)
    .and(button)
    .waitFor({ timeout: OPENING_MS })
    .then(() => page.evaluate(() => window.location.hash.startsWith('#/knn')))
    .catch(() => false);
}

async function inThePage() {
  const site = await serveApp();
  let browser;
  try {
    browser = await launchBrowser();
    const { page, check } = await openPage(browser);
    if (!(await opens(page, site.url))) {
      const looked = `no "Run" on #/knn within ${OPENING_MS / 1000} s`;
      return { rows: [], notes: [`training in the page: skipped, ${looked}.`] };
    }
    await page.locator(runButton).click();
    await page.waitForTimeout(WARM_UP_MS);
    const { took, wall, gaps, longest } = await watchTraining(page, MEASURED_MS);
    check();
    const of = (what, value, unit, goal) =>
      row(`knn: training in the page, compact: ${what}`, value, unit, goal);
    return {
      rows: [
        of('step, median', median(took), 'ms'),
        of('drawing and tests included', 1000 / wall, 'steps/s', atLeast(STEPS_PER_SECOND)),
        of('between frames, p95', quantile(gaps, 0.95), 'ms', atMost(FRAME_MS)),
        of('longest task (0: none over 50 ms)', longest, 'ms'),
      ],
      notes: [],
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}

export async function knn() {
  const results = [await onOneThread(), await inThePage()];
  return {
    rows: results.flatMap(({ rows }) => rows),
    notes: results.flatMap(({ notes }) => notes),
  };
}
