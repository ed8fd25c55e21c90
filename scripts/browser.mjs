/**
 * The one place that knows which Chromium the tests and benchmarks drive, with which flags,
 * and how to get one where there is none.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(import.meta.url);

/** Software WebGPU (SwiftShader): real WGSL on any machine, without a display or a GPU. */
export const browserArguments = [
  '--headless=new',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

const systemCandidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's own Chromium: a known place first, then whatever PATH has. */
function systemBrowser() {
  const known = systemCandidates.find((path) => existsSync(path));
  if (known) return known;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      const path = execFileSync('which', [name], { stdio: ['ignore', 'pipe', 'ignore'] });
      return path.toString().trim();
    } catch {
      // not on this PATH: try the next name
    }
  }
  return null;
}

/** The Chromium that Playwright downloaded, if it did (its package may not be installed yet). */
function playwrightBrowser() {
  try {
    const path = require('playwright').chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/**
 * Path of a Chromium to drive: CHROMIUM_PATH, else the system's, else Playwright's download,
 * else null.
 * @returns {string | null}
 */
export function findBrowser() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH names no file: "${wanted}"`);
    return wanted;
  }
  return systemBrowser() ?? playwrightBrowser();
}

/** A browser that is there but lacks a shared library is no browser: it must say its version. */
function starts(path) {
  if (process.platform !== 'linux') return true; // elsewhere `--version` may open a window
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function runVisibly(command, args, options = {}) {
  console.log(`> ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

/** Playwright's own build: the full browser, as its reduced headless shell has no WebGPU. */
function downloadWithPlaywright() {
  const cli = require.resolve('playwright/package.json').replace(/package\.json$/, 'cli.js');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' };
  runVisibly(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    env,
    timeout: 300_000,
  });
}

/** Debian's package, which brings the shared libraries too; needs root. */
function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, timeout: 600_000 };
  runVisibly('apt-get', ['update', '-q'], options);
  const quiet = ['-y', '-q', '--no-install-recommends'];
  runVisibly('apt-get', ['install', ...quiet, 'chromium'], options);
}

const sources = [
  { name: "Playwright's download", fetch: downloadWithPlaywright, find: playwrightBrowser },
  { name: "Debian's package", fetch: installWithApt, find: systemBrowser },
];

/**
 * As findBrowser, but gets a Chromium where there is none. Throws, saying what to do, if nothing
 * works.
 * @returns {string} path of a Chromium that starts
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found && starts(found)) return found;
  if (found) console.log(`${found} does not start; looking for another Chromium.`);
  else console.log('No Chromium found: getting one.');
  for (const { name, fetch, find } of sources) {
    fetch();
    const path = find();
    if (path && starts(path)) return path;
    console.log(`${name} gave no Chromium that starts.`);
  }
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome 113 or newer, ' +
      'or set CHROMIUM_PATH to one.',
  );
}
