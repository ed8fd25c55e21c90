/**
 * `npm test`: installs what is missing, runs every suite even if one fails, and closes with
 * `N passed, N failed` over all of them, alone on the last line.
 * `npm test -- --only unit,gpu` runs some of them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sum } from './counts.mjs';
import { install, nodeProblem } from './prepare.mjs';
import { onStop, stopAll } from './processes.mjs';
import { suites } from './suites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** Where the closing line is kept too, for whoever calls us and must print it last. */
const summaryFile = 'test-results/summary.txt';

/** Suites asked for by `--only`, with those that they need. */
function chosen() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return suites;
  const names = values.only.split(',').map((name) => name.trim());
  const known = suites.map(({ name }) => name);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined)
    throw new Error(`--only: "${wrong}" is no suite; there are ${known.join(', ')}.`);
  const needed = suites.filter(({ name }) => names.includes(name)).flatMap((s) => s.needs ?? []);
  return suites.filter(({ name }) => names.includes(name) || needed.includes(name));
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one suite; whatever it throws is one failure, and its message is shown. */
async function runSuite({ name, title, run }, place) {
  console.log(`\n${'='.repeat(72)}\n${place}  ${title}\n${'='.repeat(72)}`);
  const start = performance.now();
  let result;
  try {
    result = await run();
  } catch (error) {
    console.error(error.message);
    result = { passed: 0, failed: 1, skipped: 0, note: error.message.split('\n')[0] };
  }
  console.log(`-- ${title}: ${seconds(start)}`);
  return { name, time: seconds(start), ...result };
}

function printTable(results, total) {
  const line = (name, passed, failed, skipped, time, note = '') =>
    [
      name.padEnd(10),
      ...[passed, failed, skipped].map((cell) => String(cell).padStart(8)),
      time.padStart(10),
      `  ${note}`,
    ]
      .join('')
      .trimEnd();
  console.log(`\n${line('suite', 'passed', 'failed', 'skipped', 'time')}`);
  for (const { name, passed, failed, skipped, time, note } of results)
    console.log(line(name, passed, failed, skipped, time, note));
  console.log(line('all', total.passed, total.failed, total.skipped, seconds(started)));
}

/** The table, and the closing line on a line of its own, last of all. */
function close(results) {
  const total = sum(results);
  if (results.length > 0) printTable(results, total);
  const line = `${total.passed} passed, ${total.failed} failed`;
  mkdirSync(dirname(summaryFile), { recursive: true });
  writeFileSync(summaryFile, `${line}\n`);
  console.log(`\n${line}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

const started = performance.now();
const results = [];
const failure = (name, note) => ({
  name,
  passed: 0,
  failed: 1,
  skipped: 0,
  time: seconds(started),
  note,
});

let stopping = false;
onStop((reason) => {
  stopping = true;
  void stopAll().then(() => {
    results.push(failure('stopped', reason));
    process.exit(close(results));
  });
});

rmSync(summaryFile, { force: true });
try {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  const list = chosen();
  await install(root);
  for (const [index, suite] of list.entries()) {
    const result = await runSuite(suite, `${index + 1}/${list.length}`);
    // Once stopped, the handler above closes: the rest neither runs nor counts.
    if (stopping) await new Promise(() => {});
    results.push(result);
  }
} catch (error) {
  console.error(`\n${error.message}`);
  if (stopping) await new Promise(() => {});
  results.push(failure('set-up', error.message));
}
process.exitCode = close(results);
