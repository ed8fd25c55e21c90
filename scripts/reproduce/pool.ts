import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

export interface PoolOptions<Result> {
  /** The program that works off jobs: a file beside this one. */
  readonly worker: string;
  readonly processes: number;
  /** Leave the machine to others: the lowest priority that still runs. */
  readonly nice: boolean;
  onResult(result: Result): void;
  /** Asked before every job; true ends the pool once what runs is done. */
  ended(): boolean;
}

const LOWEST_PRIORITY = 19;
/** Processes that may die before the table is given up. */
const MAX_DEATHS = 4;

/**
 * Works off jobs on several processes, in their order. A job whose process dies is done again.
 * @throws Error if processes keep dying
 */
export async function runJobs<Job extends object, Result>(
  jobs: readonly Job[],
  options: PoolOptions<Result>,
): Promise<void> {
  const waiting = [...jobs];
  const program = fileURLToPath(new URL(options.worker, import.meta.url));
  let deaths = 0;

  async function lane(): Promise<void> {
    let child: ChildProcess | null = null;
    for (let job = next(); job; job = next()) {
      child ??= start();
      try {
        options.onResult(await answer<Result>(child, job));
      } catch (error) {
        child = null;
        waiting.unshift(job);
        if (++deaths >= MAX_DEATHS) throw error;
      }
    }
    child?.kill();
  }

  const next = () => (options.ended() ? undefined : waiting.shift());

  function start(): ChildProcess {
    const child = fork(program, { execArgv: ['--import', 'tsx'] });
    if (options.nice && child.pid !== undefined) setPriority(child.pid, LOWEST_PRIORITY);
    return child;
  }

  await Promise.all(Array.from({ length: Math.min(options.processes, jobs.length) }, lane));
}

function answer<Result>(child: ChildProcess, job: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => {
      reject(new Error(`a worker process ended with ${code ?? 'a signal'}`));
    };
    child.once('exit', died);
    child.once('message', (result) => {
      child.off('exit', died);
      resolve(result as Result);
    });
    child.send(job);
  });
}
