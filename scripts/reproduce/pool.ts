import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Answer } from './answers';

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
 * Works off jobs on several processes, in their order. A job whose process dies is done again; one that
 * fails ends the pool, for it would fail again.
 * @throws Error with the message of the job that failed, or if processes keep dying
 */
export async function runJobs<Job extends object, Result>(
  jobs: readonly Job[],
  options: PoolOptions<Result>,
): Promise<void> {
  const waiting = [...jobs];
  const program = fileURLToPath(new URL(options.worker, import.meta.url));
  let deaths = 0;
  let failed = false;

  async function lane(): Promise<void> {
    let child: ChildProcess | null = null;
    for (let job = next(); job; job = next()) {
      child ??= start();
      const answer = await answerOf<Result>(child, job);
      if (answer === null) {
        child = null;
        waiting.unshift(job);
        if (++deaths >= MAX_DEATHS) throw new Error(`${deaths} worker processes have ended`);
      } else if ('error' in answer) {
        failed = true;
        end(child);
        throw new Error(`${answer.error} (job: ${JSON.stringify(job)})`);
      } else options.onResult(answer.result);
    }
    if (child) end(child);
  }

  const next = () => (failed || options.ended() ? undefined : waiting.shift());

  /** As if this process had ended: a signal would leave alone whoever has a browser, which takes it for itself. */
  const end = (child: ChildProcess) => child.disconnect();

  function start(): ChildProcess {
    const child = fork(program, { execArgv: ['--import', 'tsx'] });
    if (options.nice && child.pid !== undefined) setPriority(child.pid, LOWEST_PRIORITY);
    return child;
  }

  await Promise.all(Array.from({ length: Math.min(options.processes, jobs.length) }, lane));
}

/** What a process says of a job; null when it has ended instead. */
function answerOf<Result>(child: ChildProcess, job: object): Promise<Answer<Result> | null> {
  return new Promise((resolve) => {
    const died = () => resolve(null);
    child.once('exit', died);
    child.once('message', (answer) => {
      child.off('exit', died);
      resolve(answer as Answer<Result>);
    });
    child.send(job);
  });
}
