/** PyTorch on this machine's CPU, if there is one: a process that measures whenever it is asked. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./torch_argmax.py', import.meta.url));
const interpreters = ['python3', '/usr/bin/python3'];

/** The first interpreter that can import torch, or null. */
function findTorch() {
  const imports = (python) =>
    spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
  return interpreters.find(imports) ?? null;
}

/**
 * @param {number} samples per measurement
 * @returns {Promise<null | { version: string, measure: () => Promise<Record<string, number>>,
 *   stop: () => void }>} `measure` gives samples per second by formulation; null: no torch here
 */
export async function startTorch(samples) {
  const python = findTorch();
  if (!python) return null;
  const child = spawn(python, [script, String(samples)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended early with exit code ${code}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => JSON.parse((await Promise.race([lines.next(), ended])).value);
  try {
    const { torch } = await nextLine();
    return {
      version: torch,
      async measure() {
        child.stdin.write('\n');
        const seconds = Object.entries(await nextLine());
        return Object.fromEntries(seconds.map(([name, time]) => [name, samples / time]));
      },
      stop: () => void child.kill(),
    };
  } catch (error) {
    child.kill();
    throw error;
  }
}
