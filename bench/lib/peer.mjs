/**
 * A program that measures whenever it is asked: a line of JSON in, a line of JSON out. It says one
 * line when it is ready, and ends with its standard input.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';

const interpreters = ['python3', '/usr/bin/python3'];

/** The first interpreter that can import a module, or null. */
export function findPython(module) {
  const imports = (python) =>
    spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore', timeout: 60_000 }).status ===
    0;
  return interpreters.find(imports) ?? null;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] beside those of this process
 * @returns {Promise<{ ready: any, ask: (task?: unknown) => Promise<any>, stop: () => void }>}
 */
export async function startPeer(command, args, env = {}) {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(([why]) => {
    throw new Error(`${args.at(-1)} ended early: ${why}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { done, value } = await Promise.race([lines.next(), ended]);
    return done ? ended : JSON.parse(value);
  };
  const stop = () => void child.kill();
  try {
    return {
      ready: await nextLine(),
      ask(task = null) {
        child.stdin.write(`${JSON.stringify(task)}\n`);
        return nextLine();
      },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}
