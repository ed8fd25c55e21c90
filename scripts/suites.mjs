/**
 * The suites of `npm test` and of `npm run check`. Each returns its counts; `note` explains one that was
 * cut short, and `absent` names what of it did not run here, and why.
 */
import { readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import {
  countCheck,
  countLine,
  countPlaywright,
  countVitest,
  failureOf,
  settle,
  sum,
} from './counts.mjs';
import { npm, run } from './processes.mjs';

/** Milliseconds that a suite may take: this ends one that hangs, not one on a slow machine. */
const limitMs = 30 * 60_000;

/** Runs an npm script of ours, so that a suite and its script can never differ. */
function script(name, write, extra = []) {
  const [command, args] = npm(['run', '--silent', name, ...(extra.length ? ['--', ...extra] : [])]);
  return run(command, args, { limitMs, write });
}

/** A suite of one test: the script ends well or not. */
function check(name, title, scriptName, extra = []) {
  return {
    name,
    title,
    async run(write) {
      const { ok, output, problem } = await script(scriptName, write, extra);
      const failures = ok ? [] : [failureOf(title, output)];
      return { ...countCheck(ok), note: problem, failures };
    },
  };
}

/** The JSON report a runner left, read by `count`; null where it left none. */
function readReport(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

async function vitest(name, write, more = []) {
  const file = `test-results/${name}.json`;
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok, problem } = await script(`test:${name}`, write, [...reporters, ...more]);
  return { ...settle(readReport(file, countVitest), ok), note: problem };
}

async function gpu(write) {
  const check = ['scripts/webgpu-check.mjs'];
  const probe = await run(process.execPath, check, { limitMs, write });
  if (!probe.ok) return { ...countCheck(false), note: 'this Chromium has no working WebGPU' };
  const tests = await vitest('gpu', write);
  return { ...tests, ...sum([countCheck(true), tests]) };
}

async function golden(write) {
  const { ok, output, problem } = await script('golden', write);
  const absent = output.match(/^(?:cases left out|not implemented yet): .*$/gm) ?? [];
  return { ...settle(countLine(output), ok), note: problem, absent };
}

async function build(write) {
  const made = await script('build', write);
  if (!made.ok) return { ...countCheck(false), note: `no build: ${made.problem}` };
  const checks = await run(process.execPath, ['scripts/build-checks.mjs'], { write });
  const counts = settle(countLine(checks.output), checks.ok);
  return { ...sum([countCheck(true), counts]), note: checks.problem };
}

async function e2e(write) {
  const file = 'test-results/e2e.json';
  rmSync(file, { force: true });
  const args = ['node_modules/playwright/cli.js', 'test', '-c', 'e2e'];
  const { ok, problem } = await run(process.execPath, args, { limitMs, write });
  return { ...settle(readReport(file, countPlaywright), ok), note: problem };
}

const types = check('types', 'Types (tsc)', 'types');
const format = check('format', 'Format (prettier)', 'format:check');
const layers = check('layers', 'Layers and import cycles (dependency-cruiser)', 'layers');
const dead = check('dead', 'Dead files, exports and packages (knip)', 'dead');
const repeats = check('repeats', 'Files that repeat each other', 'repeats');

/** All of them, in the order in which they start: what others need, and the longest, first. */
export const suites = [
  { name: 'build', title: 'Build and what it must hold (vite)', run: build },
  {
    name: 'e2e',
    title: 'Journeys in Chromium (playwright)',
    needs: ['build'],
    browser: true,
    run: e2e,
  },
  {
    name: 'unit',
    title: 'Unit tests (vitest)',
    // the other cores have suites of their own
    run: (write) => vitest('unit', write, ['--maxWorkers=1']),
  },
  {
    name: 'gpu',
    title: 'WGSL tests (vitest in Chromium, software WebGPU)',
    browser: true,
    run: gpu,
  },
  check('lint', 'Lint (eslint)', 'lint'),
  types,
  format,
  layers,
  dead,
  repeats,
  { name: 'golden', title: 'Golden values (reference)', run: golden },
];

/** Unit tests that import what has changed since a commit; there may be none. */
async function related(commit, write) {
  const result = await vitest('unit', write, [`--changed=${commit}`, '--passWithNoTests']);
  const none = readReport('test-results/unit.json', ({ numTotalTests }) => numTotalTests === 0);
  if (!none || result.note) return result;
  return { passed: 0, failed: 0, skipped: 0, note: 'no test imports what has changed' };
}

/** What a change of some files since a commit needs before the next. */
export function changeSuites(commit, files) {
  const code = files.filter((file) => /\.([cm]?js|[cm]?tsx?)$/.test(file));
  return [
    types,
    {
      name: 'unit',
      title: 'Unit tests of what has changed (vitest)',
      run: (write) => related(commit, write),
    },
    ...(code.length > 0 ? [check('lint', 'Lint of what has changed (eslint)', 'lint', code)] : []),
    format,
    layers,
    dead,
    repeats,
  ];
}
