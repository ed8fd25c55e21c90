/**
 * `npm start`: installs what is missing, builds what is stale, serves the page on loopback,
 * prints its address and opens a browser where there is one. PORT chooses the port (the next free
 * one is taken if it is in use); NO_OPEN=1 opens no browser.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, install, nodeProblem } from './prepare.mjs';
import { onStop, stopAll } from './processes.mjs';
import { serve } from './serve.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const defaultPort = 4173;

/** The port asked for, or an error that names the value. */
function portOf(text) {
  if (text === undefined || text === '') return defaultPort;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`PORT must be a whole number from 0 to 65535, not "${text}".`);
}

/** The command that opens an address in this system's browser, or null where none can be. */
function opener(env) {
  if (env.NO_OPEN || env.CI) return null;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Opens the address; where that fails the printed address is enough. */
function open(url) {
  const command = opener(process.env);
  if (!command) return;
  const [program, ...args] = command;
  spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

async function main() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  const port = portOf(process.env.PORT);
  await install(root);
  await build(root);
  const { url, port: actual, close } = await serve({ root: join(root, 'dist'), port, tries: 50 });
  if (port !== 0 && actual !== port) console.log(`Port ${port} is taken, so ${actual} is used.`);
  console.log(`\n  Noisy Argmax is at ${url}\n\n  Ctrl+C stops it.\n`);
  open(url);
  return close;
}

let close = async () => {};
onStop(() => void Promise.all([close(), stopAll()]).then(() => process.exit(0)));

try {
  close = await main();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
