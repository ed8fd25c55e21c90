/**
 * npm run bench -- [argmax map matching knn paths operators threads gpu drag load soak ...] [--json FILE] [--minutes M] [--samples N] [--strict]
 *
 * Measures the page's own production code in a real Chromium and prints one table. Without names
 * it runs everything, with a short soak. The exit code is 0 unless a benchmark could not run; with
 * --strict a goal that was missed counts too.
 */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { onStop } from '../scripts/processes.mjs';
import { formatTable } from './lib/rows.mjs';
import { readOptions } from './options.mjs';

/** Loaded when they run: the one of the graphics device must do without this repository's packages. */
const benches = {
  argmax: async () => (await import('./argmax/argmax.mjs')).argmax,
  map: async () => (await import('./map/map.mjs')).map,
  matching: async () => (await import('./matching/matching.mjs')).matching,
  knn: async () => (await import('./knn/knn.mjs')).knn,
  paths: async () => (await import('./paths/paths.mjs')).paths,
  operators: async () => (await import('./operators/operators.mjs')).operators,
  threads: async () => (await import('./threads/threads.mjs')).threads,
  gpu: async () => (await import('./gpu/gpu.mjs')).gpu,
  drag: async () => (await import('./drag/drag.mjs')).dragging,
  load: async () => (await import('./load/load.mjs')).load,
  soak: async () => (await import('./soak/soak.mjs')).soak,
};

/** Runs one benchmark; what it throws is told and remembered, and the others still run. */
async function runBench(name, options) {
  const start = performance.now();
  console.error(`${name} ...`);
  try {
    const { rows, notes = [] } = await (await benches[name]())(options);
    console.error(`${name} took ${((performance.now() - start) / 1000).toFixed(0)} s`);
    return { rows, notes: notes.map((note) => `${name}: ${note}`), failed: false };
  } catch (error) {
    console.error(`${name} failed: ${error.stack ?? error}`);
    return { rows: [], notes: [`${name}: FAILED: ${error.message}`], failed: true };
  }
}

async function main() {
  const { names, json, strict, ...options } = readOptions(
    process.argv.slice(2),
    Object.keys(benches),
  );
  const results = [];
  for (const name of names) results.push(await runBench(name, options));
  const rows = results.flatMap((result) => result.rows);
  console.log(formatTable(rows));
  for (const note of results.flatMap((result) => result.notes)) console.log(note);
  if (json) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  const failed = results.some((result) => result.failed);
  const missed = rows.filter(({ meets }) => meets === false).length;
  if (missed > 0) console.log(`${missed} of the goals missed.`);
  return failed || (strict && missed > 0) ? 1 : 0;
}

// Leaving is enough: the browser, its pages and the temporary folders go with this process.
onStop((reason) => {
  console.error(`Stopped: ${reason}.`);
  process.exit(1);
});
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
