/**
 * What must be there before the page can be served or tested, and how to make it: a Node that is
 * new enough, the dependencies, the build. Node built-ins only: this runs before `npm ci` has.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { npm, run } from './processes.mjs';

const oldest = [20, 19];

/** What the build is made from. */
const inputs = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/**
 * One sentence that says what is wrong with this Node version, or null.
 * @param {string} version such as "20.19.0"
 */
export function nodeProblem(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null;
  return (
    `Noisy Argmax needs Node ${oldest.join('.')} or newer, and this is Node ${version}. ` +
    'Get a current one from https://nodejs.org and run the command again.'
  );
}

/** Time of the latest change of a file, or of anything in a folder; 0 where there is nothing. */
function changed(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => changed(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

/** Whether what is installed is what the lock file wants (optional packages may be left out). */
function matchesLock(wantedFile, installedFile) {
  const wanted = packagesOf(wantedFile);
  const installed = packagesOf(installedFile);
  const same = ([path, { version, optional }]) =>
    path === '' || (installed[path] ? installed[path].version === version : optional === true);
  return Object.entries(wanted).every(same);
}

/**
 * Whether `npm ci` has work to do: node_modules is missing, or older than package-lock.json and
 * not what it asks for (a checkout touches the file without changing it).
 * @param {string} root
 */
export function needsInstall(root) {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  if (changed(installed) >= changed(lock)) return false;
  return !matchesLock(lock, installed);
}

/**
 * Whether dist is missing or older than anything it is made from.
 * @param {string} root
 */
export function needsBuild(root) {
  const built = changed(join(root, 'dist', 'index.html'));
  return built === 0 || inputs.some((input) => changed(join(root, input)) > built);
}

/** Runs a step of the preparation, or throws with a sentence that names it. */
async function step(title, [command, args], { root, runner, log }) {
  log(title);
  const { ok, problem } = await runner(command, args, { cwd: root });
  if (!ok) throw new Error(`"${[command, ...args].join(' ')}" failed (${problem}).`);
}

/** Installs the dependencies if something is missing. */
export async function install(root, { runner = run, log = console.log } = {}) {
  if (!needsInstall(root)) return;
  const command = npm(['ci', '--no-audit', '--no-fund']);
  await step('Installing the dependencies (npm ci) ...', command, { root, runner, log });
}

/** Builds the page if dist is missing or stale. */
export async function build(root, { runner = run, log = console.log } = {}) {
  if (!needsBuild(root)) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const command = [process.execPath, [vite, 'build', '--logLevel', 'warn']];
  await step('Building the page ...', command, { root, runner, log });
}
