/**
 * Child processes that leave nothing behind: each leads a process group of its own, and the
 * whole group, with what it started, is ended with it, at a time limit, and when we are.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const posix = process.platform !== 'win32';
const running = new Set();

/** Parent of each process, from /proc; empty where there is none (then the group must do). */
function parents() {
  const table = new Map();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        table.set(Number(name), Number(fields[1]));
      } catch {
        // ended while we looked
      }
    }
  } catch {
    // no /proc on this system
  }
  return table;
}

/** A process's descendants: a browser leads its own group, so the group alone is not enough. */
function descendants(pid) {
  const table = parents();
  const found = [pid];
  for (const parent of found) for (const [child, of] of table) if (of === parent) found.push(child);
  return found.slice(1);
}

function signalAll(pids, signal) {
  let reached = false;
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
      reached = true;
    } catch {
      // already gone
    }
  }
  return reached;
}

/** Ends a child, its group and its descendants: politely, and after `grace` ms not. */
async function stop(child, grace = 5000) {
  if (!posix) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  const pids = [-child.pid, ...descendants(child.pid)];
  signalAll(pids, 'SIGTERM');
  for (let waited = 0; waited < grace && signalAll(pids, 0); waited += 100) await sleep(100);
  signalAll(pids, 'SIGKILL');
}

/** Ends every child that still runs. */
export async function stopAll() {
  await Promise.all([...running].map((child) => stop(child)));
}

/**
 * Calls back once when we are to stop: on a signal, or when the npm that runs us is gone (it
 * hands signals to its shell, which ends without handing them on).
 * @param {(reason: string) => void} callback
 */
export function onStop(callback) {
  let stopping = false;
  const stopOnce = (reason) => {
    if (!stopping) callback(reason);
    stopping = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopOnce(signal));
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const look = () => process.ppid === parent || stopOnce('npm ended');
  setInterval(look, 200).unref();
}

process.on('exit', () => {
  for (const child of running)
    if (posix) signalAll([-child.pid, ...descendants(child.pid)], 'SIGKILL');
});

/**
 * Runs a command to its end, without standard input. It writes where we write, or, with `write`, all
 * that it says is handed there, what comes on standard output and on standard error in one.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, limitMs?: number,
 *   write?: (text: string) => void }} [options]
 * @returns {Promise<{ ok: boolean, output: string, problem: string }>} output: what was handed to
 *   `write`
 */
export async function run(command, args, { cwd, env, limitMs = 0, write } = {}) {
  const stream = write ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', stream, stream],
    detached: posix,
    shell: !posix && command === 'npm',
  });
  running.add(child);
  let output = '';
  for (const pipe of [child.stdout, child.stderr]) {
    pipe?.setEncoding('utf8').on('data', (text) => {
      output += text;
      write(text);
    });
  }
  let late = false;
  const limit = limitMs
    ? setTimeout(() => {
        late = true;
        void stop(child);
      }, limitMs)
    : undefined;
  const ended = await new Promise((done) => {
    child.once('error', (error) => done({ problem: error.message }));
    child.once(write ? 'close' : 'exit', (code, signal) => done({ code, signal }));
  });
  clearTimeout(limit);
  if (child.pid && posix) signalAll([-child.pid], 'SIGKILL'); // stragglers of its group
  running.delete(child);
  return { ok: ended.code === 0, output, problem: problemOf(ended, late, limitMs) };
}

function problemOf({ code, signal, problem }, late, limitMs) {
  if (late) return `stopped after its limit of ${limitMs / 60_000} minutes`;
  if (problem) return problem;
  if (signal) return `ended by ${signal}`;
  return code === 0 ? '' : `exit code ${code}`;
}

/** The npm that runs us, if one does, so that a machine with several uses only one. */
export function npm(args) {
  const path = process.env.npm_execpath;
  return path && /\.c?js$/.test(path) ? [process.execPath, [path, ...args]] : ['npm', args];
}
