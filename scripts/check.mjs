/**
 * `npm run check`: what a change needs before it is committed, in less than a minute. Types, layers and
 * format of everything; lint of the files that have changed since the last commit, and the unit tests
 * that import them. `npm run check -- main` looks back to where the branch left main, or any other
 * commit. The rest is for `npm test`.
 */
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runSuites } from './runner.mjs';
import { changeSuites } from './suites.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

/** @throws Error with what git says */
const git = (...args) =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** Files that were changed or added since a commit, and are still there. */
function changedSince(commit) {
  const changed = git('diff', '--name-only', '--diff-filter=d', commit, '--');
  const added = git('ls-files', '--others', '--exclude-standard');
  return [...new Set(`${changed}\n${added}`.split('\n').filter((line) => line !== ''))];
}

process.exitCode = await runSuites(() => {
  const [other = 'HEAD'] = process.argv.slice(2);
  const commit = git('merge-base', other, 'HEAD');
  const files = changedSince(commit);
  console.log(`${files.length} files changed since ${git('log', '-1', '--format=%h %s', commit)}`);
  return changeSuites(commit, files);
});
