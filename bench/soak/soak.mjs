/**
 * Whether memory stays flat while somebody drags for minutes on end: on the path that the page
 * chooses, and then on WebGPU where that was not it. Flat: a line fitted through the second half of
 * the samples rises by no more than a tenth of where it starts (but by 1 MiB at least: collections
 * and the browser's own caches leave that much to chance).
 */
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { drag } from '../lib/gestures.mjs';
import { knobs, openLab, readBadge } from '../lib/lab.mjs';
import { atMost, row } from '../lib/rows.mjs';
import { serveApp } from '../lib/site.mjs';
import { slope } from '../lib/statistics.mjs';
import { watchMemory } from './memory.mjs';

const SAMPLES = 40;
const LEG_SECONDS = 10;
/** Lets lazy chunks, compilers and caches settle before the first sample. */
const WARM_UP_SECONDS = 10;

const CHANCE_MIB = 1;
const SHARE = 0.1;

/** What is watched, by its key in a sample. */
const watched = {
  page: 'page heap',
  workers: 'worker heaps',
  gpuProcess: 'GPU process',
  gpuBuffers: 'new GPU buffers',
};

/** Drags one knob after the other for so long, and samples memory at even times. */
async function dragFor(page, minutes, sample) {
  const samples = [];
  const names = Object.keys(knobs);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 60_000;
  const interval = minutes / SAMPLES;
  const whileHeld = async () => {
    if (elapsed() >= interval * samples.length)
      samples.push({ minute: elapsed(), ...(await sample()) });
  };
  for (let leg = 0; elapsed() < minutes; leg++) {
    const seconds = Math.min(LEG_SECONDS, 60 * (minutes - elapsed()));
    await drag(page, knobs[names[leg % names.length]], seconds, whileHeld);
  }
  samples.push({ minute: elapsed(), ...(await sample()) });
  return samples;
}

function rowsOf(samples, title) {
  const second = samples.slice(Math.floor(samples.length / 2));
  const minutes = second.at(-1).minute - second[0].minute;
  return Object.entries(watched)
    .filter(([key]) => key in samples[0])
    .flatMap(([key, what]) => {
      const rise = slope(second.map((sample) => ({ x: sample.minute, y: sample[key] }))) * minutes;
      const limit = Math.max(CHANCE_MIB, SHARE * second[0][key]);
      const of = (name, value, goal) => row(`soak ${title}: ${what}, ${name}`, value, 'MiB', goal);
      return [
        of('start', samples[0][key]),
        of('end', samples.at(-1)[key]),
        of('fitted rise, second half', rise, atMost(Number(limit.toFixed(1)))),
      ];
    });
}

async function soakOn(browser, site, search, minutes) {
  const { page, check, close } = await openPage(browser);
  try {
    await openLab(page, site.url, search);
    await dragFor(page, WARM_UP_SECONDS / 60, async () => ({}));
    const engine = await readBadge(page);
    const samples = await dragFor(page, minutes, await watchMemory(browser, page));
    check();
    return { engine, rows: rowsOf(samples, search ? 'on WebGPU' : 'as served'), samples };
  } finally {
    await close();
  }
}

/** @param {{ minutes: number }} options of each path */
export async function soak({ minutes }) {
  const site = await serveApp();
  let browser;
  try {
    browser = await launchBrowser();
    const served = await soakOn(browser, site, '', minutes);
    const runs = [served];
    if (!served.engine.startsWith('WebGPU'))
      runs.push(await soakOn(browser, site, '?backend=webgpu', minutes));
    return {
      rows: runs.flatMap(({ rows }) => rows),
      notes: runs.map(({ engine, samples }) => {
        return `${samples.length} samples over ${minutes} minutes on: ${engine}.`;
      }),
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}
