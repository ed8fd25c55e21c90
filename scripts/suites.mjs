/**
 * The suites of `npm test`, in the order in which they run: cheap ones first. Each returns its
 * counts; `note` explains a suite that was skipped or cut short.
 */
import { readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { ensureBrowser } from './browser.mjs';
import { countCheck, countLine, countPlaywright, countVitest, settle, sum } from './counts.mjs';
import { npm, run } from './processes.mjs';

const minutes = 60_000;

/** Runs an npm script of ours, so that a suite and its script can never differ. */
function script(name, extra = [], options = {}) {
  const [command, args] = npm(['run', '--silent', name, ...(extra.length ? ['--', ...extra] : [])]);
  return run(command, args, { limitMs: 10 * minutes, ...options });
}

/** A suite of one test: the script ends well or not. */
function check(name, title, scriptName) {
  return {
    name,
    title,
    async run() {
      const { ok, problem } = await script(scriptName);
      return { ...countCheck(ok), note: problem };
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

async function vitest(name, options) {
  const file = `test-results/${name}.json`;
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok, problem } = await script(`test:${name}`, reporters, options);
  return { ...settle(readReport(file, countVitest), ok), note: problem };
}

/** The children find the same browser that we found, or installed. */
function useBrowser() {
  process.env.CHROMIUM_PATH = ensureBrowser();
}

async function gpu() {
  useBrowser();
  const probe = await run(process.execPath, ['scripts/webgpu-check.mjs'], { limitMs: 3 * minutes });
  if (!probe.ok) return { ...countCheck(false), note: 'this Chromium has no working WebGPU' };
  const tests = await vitest('gpu', { limitMs: 20 * minutes });
  return { ...sum([countCheck(true), tests]), note: tests.note };
}

async function golden() {
  const { ok, output, problem } = await script('golden', [], { capture: true });
  return { ...settle(countLine(output), ok), note: problem };
}

async function build() {
  const made = await script('build');
  if (!made.ok) return { ...countCheck(false), note: `no build: ${made.problem}` };
  const checks = await run(process.execPath, ['scripts/build-checks.mjs'], { capture: true });
  const counts = settle(countLine(checks.output), checks.ok);
  return { ...sum([countCheck(true), counts]), note: checks.problem };
}

async function e2e() {
  useBrowser();
  const file = 'test-results/e2e.json';
  rmSync(file, { force: true });
  const cli = 'node_modules/playwright/cli.js';
  const limitMs = 30 * minutes;
  const { ok, problem } = await run(process.execPath, [cli, 'test', '-c', 'e2e'], { limitMs });
  return { ...settle(readReport(file, countPlaywright), ok), note: problem };
}

export const suites = [
  check('format', 'Format (prettier)', 'format:check'),
  check('lint', 'Lint (eslint)', 'lint'),
  check('types', 'Types (tsc)', 'types'),
  check('layers', 'Layers and import cycles (dependency-cruiser)', 'layers'),
  { name: 'unit', title: 'Unit tests (vitest)', run: () => vitest('unit') },
  { name: 'gpu', title: 'WGSL tests (vitest in Chromium, software WebGPU)', run: gpu },
  { name: 'golden', title: 'Golden values (reference)', run: golden },
  { name: 'build', title: 'Build and what it must hold (vite)', run: build },
  { name: 'e2e', title: 'Journeys in Chromium (playwright)', needs: ['build'], run: e2e },
];
