/**
 * Samples per second of the perturbed argmax at eight classes: our kernel, our CPU paths, the same
 * composed of tfjs operators, and PyTorch. All take turns within a round, and ratios are medians
 * over the rounds, so that a busy machine slows both sides of a ratio alike.
 */
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { atLeast, row } from '../lib/rows.mjs';
import { serveBenchPage } from '../lib/site.mjs';
import { median } from '../lib/statistics.mjs';
import { startTorch } from './torch.mjs';

const ROUNDS = 9;
/** tfjs is slow: it runs in every third round, on as many samples as take it this long. */
const TFJS_EVERY = 3;
const TFJS_SECONDS = 3;

const gumbel = { law: 'gumbel', pair: false };
const otherLaws = ['normal', 'logistic', 'uniform'];

/** What is measured, by the name of its row. */
function tasksOf(gpu, threads, samples, tfjsSamples) {
  const all = `${threads} CPU threads`;
  const pathsOf = gpu ? { kernel: 'fused WGSL', pool: all } : { pool: all };
  const tasks = { [`1 CPU thread`]: { path: 'thread', ...gumbel, samples } };
  for (const [path, name] of Object.entries(pathsOf)) {
    tasks[name] = { path, ...gumbel, samples };
    tasks[`${name}, pair with loss`] = { path, ...gumbel, pair: true, samples };
    for (const law of otherLaws)
      tasks[`${name}, ${law} noise`] = { path, law, pair: false, samples };
  }
  if (gpu) {
    const tfjs = {
      'tfjs operators': 'plain',
      'tfjs, tuned': 'tuned',
      'tfjs, noise given': 'operators',
    };
    for (const [name, setting] of Object.entries(tfjs))
      tasks[name] = { path: `tfjs-${setting}`, ...gumbel, samples: tfjsSamples };
  }
  return tasks;
}

/** Rates by name, one map per round; the first round warms up and does not count. */
async function measure(page, tasks, torch) {
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const rates = {};
    for (const [name, task] of Object.entries(tasks)) {
      if (task.path.startsWith('tfjs') && round % TFJS_EVERY !== 0) continue;
      rates[name] = await page.evaluate((t) => window.argmaxBench.rate(t), task);
    }
    if (torch) {
      const found = Object.entries(await torch.measure());
      for (const [name, rate] of found) rates[`PyTorch, ${name}`] = rate;
    }
    if (round > 0) rounds.push(rates);
  }
  return rounds;
}

/** Summaries over rounds: rates and ratios of rates that were measured in the same round. */
function summarise(rounds) {
  const names = Object.keys(Object.assign({}, ...rounds));
  const rates = names.map((name) => {
    const values = rounds.filter((rates) => name in rates).map((rates) => rates[name]);
    return [name, median(values)];
  });
  const best = (filter) =>
    rates.filter(([name]) => filter(name)).sort((a, b) => b[1] - a[1])[0]?.[0];
  const ratio = (above, below) =>
    median(rounds.filter((r) => below in r && above in r).map((r) => r[above] / r[below]));
  return { rates, best, ratio };
}

function rowsOf(rounds, all, gpu) {
  const { rates, best, ratio } = summarise(rounds);
  const isTorch = (name) => name.startsWith('PyTorch');
  const fastestTorch = best(isTorch);
  const fastestCpu = best((name) => name === '1 CPU thread' || name === all);
  const against = (above, below, goal) =>
    row(`argmax: ${above} over ${below}`, ratio(above, below), 'x', goal);
  const rows = rates
    .filter(([name]) => !isTorch(name) || name === fastestTorch)
    .map(([name, rate]) => row(`argmax: ${name}`, rate, 'samples/s'));
  if (gpu) {
    rows.push(
      against('fused WGSL', 'tfjs operators', atLeast(50)),
      against('fused WGSL', 'tfjs, tuned', atLeast(50)),
      against('fused WGSL', 'tfjs, noise given'),
      against('fused WGSL', '1 CPU thread'),
    );
  }
  if (fastestTorch) rows.push(against(fastestCpu, fastestTorch, atLeast(1)));
  return rows;
}

/** @param {{ samples: number }} options */
export async function argmax({ samples }) {
  const site = await serveBenchPage('argmax');
  let browser, torch;
  try {
    browser = await launchBrowser();
    const { page, check } = await openPage(browser);
    await page.goto(site.url);
    const { gpu, threads } = await page.evaluate(() => window.argmaxBench.open());
    const tfjsSamples = gpu
      ? await page.evaluate(
          (args) => window.argmaxBench.tfjsSamples(...args),
          [TFJS_SECONDS, samples],
        )
      : 0;
    torch = await startTorch(samples);
    const tasks = tasksOf(gpu, threads, samples, tfjsSamples);
    const rounds = await measure(page, tasks, torch);
    check();
    return {
      rows: rowsOf(rounds, `${threads} CPU threads`, gpu),
      notes: [
        gpu ? `WebGPU adapter: ${gpu}.` : 'No WebGPU here: only the CPU was measured.',
        `${samples} samples of 8 classes per run` +
          (gpu ? `, ${tfjsSamples} for tfjs (compared by rate).` : '.'),
        torch
          ? `PyTorch ${torch.version}.`
          : 'No python3 with torch here: PyTorch was not compared.',
      ],
    };
  } finally {
    torch?.stop();
    await browser?.close();
    await site.close();
  }
}
