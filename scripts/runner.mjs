/**
 * Runs a list of suites to their end, even if one fails, side by side where there are cores, and
 * closes with a table, with what did not run here, with the tests that failed and what they said, and with
 * `N passed, N failed` over all of them, alone on the last line. What a suite says is kept together and shown when it has ended.
 */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { ensureBrowser } from './browser.mjs';
import { sum } from './counts.mjs';
import { onStop, stopAll } from './processes.mjs';
import { schedule } from './schedule.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} title
 * @property {string[]} [needs] names of suites before it in the list
 * @property {number} [cores] that it keeps busy
 * @property {boolean} [browser] whether it drives a Chromium
 * @property {(write: (text: string) => void) => Promise<Result>} run hands on what it says
 *
 * @typedef {import('./counts.mjs').Counts & { note?: string }} Result
 */

const rule = '='.repeat(72);
const elapsed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const failure = (name, note) => ({ name, time: '', passed: 0, failed: 1, skipped: 0, note });

/**
 * @param {() => Suite[] | Promise<Suite[]>} prepare makes the list; what it throws is one failure
 * @param {(line: string) => void} [onClose] is handed the closing line
 * @returns {Promise<number>} the exit code
 */
export async function runSuites(prepare, onClose = () => {}) {
  const started = performance.now();
  const results = [];
  /** What the suites that run have said so far. */
  const outputs = new Map();
  let list = [];
  let stopping = false;

  onStop((reason) => {
    stopping = true;
    void stopAll().then(() => {
      for (const suite of outputs.keys()) show(suite, 'cut short');
      results.push(failure('stopped', reason));
      process.exit(close());
    });
  });

  try {
    list = await prepare();
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
  return close();

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
    // Once stopped, the handler above closes: what is cut short neither ends nor counts.
    if (stopping) return new Promise(() => {});
    show(suite, elapsed(start));
    results.push({ name: suite.name, time: elapsed(start), ...result });
    return result;
  }

  function show(suite, ending) {
    console.log(`\n${rule}\n${suite.title}: ${ending}\n${rule}\n${outputs.get(suite).trim()}\n`);
    outputs.delete(suite);
  }

  /** The table, what is not in it, and the closing line on a line of its own, last of all. */
  function close() {
    const total = sum(results);
    // in the order of the list, whichever ended first; behind them what is no suite
    const place = ({ name }) => list.findIndex((suite) => suite.name === name) >>> 0;
    const rows = results.toSorted((a, b) => place(a) - place(b));
    if (rows.length > 0) printTable(rows, { name: 'all', time: elapsed(started), ...total });
    printList('Not run here:', rows, ({ absent }) => absent);
    printList('Failed:', rows, ({ failures }) => failures);
    const line = `${total.passed} passed, ${total.failed} failed`;
    onClose(line);
    console.log(`\n${line}`);
    return total.failed === 0 && total.passed > 0 ? 0 : 1;
  }
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

function printTable(rows, total) {
  const print = ({ name, passed, failed, skipped, time, note = '' }) => {
    const cells = [passed, failed, skipped].map((cell) => String(cell).padStart(8));
    console.log([name.padEnd(10), ...cells, time.padStart(10), `  ${note}`].join('').trimEnd());
  };
  console.log('');
  print({ name: 'suite', passed: 'passed', failed: 'failed', skipped: 'skipped', time: 'time' });
  for (const row of rows) print(row);
  print(total);
}

/** What each suite lists under a heading; nothing where none lists any. */
function printList(heading, rows, of) {
  const lines = rows.flatMap((row) => (of(row) ?? []).map((text) => row.name.padEnd(10) + text));
  if (lines.length > 0) console.log(`\n${heading}\n${lines.join('\n')}`);
}
