/**
 * `npm test`: installs what is missing, runs every suite even if one fails, side by side where there
 * are cores, and closes with `N passed, N failed` over all of them, alone on the last line.
 * `npm test -- --only unit,gpu` runs some of them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { sum } from './counts.mjs';
import { install, nodeProblem } from './prepare.mjs';
import { onStop, stopAll } from './processes.mjs';
import { schedule } from './schedule.mjs';
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

const started = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const rule = '='.repeat(72);

/** Output of the suites that run, kept together until they end. */
const outputs = new Map();

function show(suite, ending) {
  console.log(`\n${rule}\n${suite.title}: ${ending}\n${rule}\n${outputs.get(suite).trim()}`);
  outputs.delete(suite);
}

/** Finds or gets a browser, the same one for all that need it; says what is wrong where it cannot. */
function browserProblem() {
  try {
    process.env.CHROMIUM_PATH = ensureBrowser();
    return null;
  } catch (error) {
    return error.message;
  }
}

/** Runs one suite; whatever it throws is one failure, and its message is shown. */
async function runSuite(suite, noBrowser) {
  const start = performance.now();
  console.log(`-- ${suite.title} ...`);
  outputs.set(suite, '');
  const write = (text) => outputs.set(suite, outputs.get(suite) + text);
  let result;
  try {
    if (suite.browser && noBrowser) throw new Error(noBrowser);
    result = await suite.run(write);
  } catch (error) {
    write(`\n${error.message}\n`);
    result = { passed: 0, failed: 1, skipped: 0, note: error.message.split('\n')[0] };
  }
  // Once stopped, the handler below closes: what is cut short neither ends nor counts.
  if (stopping) return new Promise(() => {});
  const time = seconds(start);
  show(suite, time);
  results.push({ name: suite.name, time, ...result });
  return result;
}

function printTable(total) {
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
  for (const { name, passed, failed, skipped, time, note } of inOrder())
    console.log(line(name, passed, failed, skipped, time, note));
  console.log(line('all', total.passed, total.failed, total.skipped, seconds(started)));
}

/** What did not run on this machine, by name. */
function printAbsent() {
  const lines = inOrder().flatMap(({ name, absent = [] }) =>
    absent.map((text) => `${name.padEnd(10)}${text}`),
  );
  if (lines.length > 0) console.log(`\nNot run here:\n${lines.join('\n')}`);
}

/** The suites in the order of their list, whichever ended first; behind them what is no suite. */
function inOrder() {
  const place = ({ name }) => suites.findIndex((suite) => suite.name === name) >>> 0;
  return results.toSorted((a, b) => place(a) - place(b));
}

/** The table, what is not in it, and the closing line on a line of its own, last of all. */
function close() {
  const total = sum(results);
  if (results.length > 0) printTable(total);
  printAbsent();
  const line = `${total.passed} passed, ${total.failed} failed`;
  mkdirSync(dirname(summaryFile), { recursive: true });
  writeFileSync(summaryFile, `${line}\n`);
  console.log(`\n${line}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

const results = [];
const failure = (name, note) => ({ name, time: '', passed: 0, failed: 1, skipped: 0, note });

let stopping = false;
onStop((reason) => {
  stopping = true;
  void stopAll().then(() => {
    for (const suite of outputs.keys()) show(suite, 'cut short');
    results.push(failure('stopped', reason));
    process.exit(close());
  });
});

rmSync(summaryFile, { force: true });
try {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  const list = chosen();
  await install(root);
  const noBrowser = list.some(({ browser }) => browser) ? browserProblem() : null;
  await schedule(list, {
    cores: availableParallelism(),
    run: (suite) => runSuite(suite, noBrowser),
    endedWell: ({ failed }) => failed === 0,
    withhold(suite, need) {
      const result = failure(suite.name, `not run: ${need} failed`);
      results.push(result);
      return result;
    },
  });
} catch (error) {
  console.error(`\n${error.message}`);
  if (stopping) await new Promise(() => {});
  results.push(failure('set-up', error.message));
}
process.exitCode = close();
