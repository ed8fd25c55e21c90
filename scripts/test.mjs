/**
 * `npm test`: installs what is missing, runs every suite, and closes with `N passed, N failed`.
 * `npm test -- --only unit,gpu` runs some of them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { install, nodeProblem } from './prepare.mjs';
import { runSuites } from './runner.mjs';
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

async function prepare() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  const list = chosen();
  await install(root);
  return list;
}

rmSync(summaryFile, { force: true });
process.exitCode = await runSuites(prepare, (line) => {
  mkdirSync(dirname(summaryFile), { recursive: true });
  writeFileSync(summaryFile, `${line}\n`);
});
