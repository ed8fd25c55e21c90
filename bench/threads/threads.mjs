/**
 * What threads bring a training step: its time on one, two, four ... threads of this machine, without a
 * page that draws, and the speed-up over one. All take turns within a round; ratios are medians over the
 * rounds, so that a busy machine slows both sides of a ratio alike.
 */
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { row } from '../lib/rows.mjs';
import { serveBenchPage } from '../lib/site.mjs';
import { median } from '../lib/statistics.mjs';

const ROUNDS = 9;
/** Steps of one turn, by training. */
const trainings = { 'matching, d = 100': 8, 'kNN, compact': 8, 'kNN, LeNet': 2 };

/** 1, 2, 4 ... and all of them. */
function countsOf(cores) {
  const counts = new Set([cores]);
  for (let count = 1; count < cores; count *= 2) counts.add(count);
  return [...counts].sort((a, b) => a - b);
}

async function measure(page, training, counts) {
  for (const count of counts)
    await page.evaluate((args) => window.threadsBench.open(...args), [training, count]);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times = {};
    for (const count of counts)
      times[count] = await page.evaluate(
        (args) => window.threadsBench.step(...args),
        [training, count, trainings[training]],
      );
    rounds.push(times);
  }
  return rounds;
}

function rowsOf(training, counts, rounds) {
  const named = (count) => `threads: ${training}, ${count} thread${count > 1 ? 's' : ''}`;
  return counts.flatMap((count) => {
    const time = row(named(count), median(rounds.map((times) => times[count])), 'ms/step');
    if (count === 1) return [time];
    const speedUp = median(rounds.map((times) => times[1] / times[count]));
    return [time, row(`${named(count)}, speed-up`, speedUp, 'x')];
  });
}

export async function threads() {
  const site = await serveBenchPage('threads');
  let browser;
  try {
    browser = await launchBrowser();
    const rows = [];
    let cores = 0;
    for (const training of Object.keys(trainings)) {
      const { page, check, close } = await openPage(browser);
      await page.goto(site.url);
      cores = await page.evaluate(() => window.threadsBench.cores());
      const counts = countsOf(cores);
      rows.push(...rowsOf(training, counts, await measure(page, training, counts)));
      check();
      await close();
    }
    return {
      rows,
      notes: [`${cores} processors; one sequence or slice of a step is never split.`],
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}
