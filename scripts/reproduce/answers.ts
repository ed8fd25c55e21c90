import { messageOf } from '../../src/core/message-of';
import process from 'node:process';

/** What a worker process says of a job: its result, or why there is none. */
export type Answer<Result> = { readonly result: Result } | { readonly error: string };

/**
 * Makes this process one that works off jobs one at a time, as its parent sends them. An error of the
 * program is told: it would happen again.
 */
export function answerJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  const say = (answer: Answer<Result>) => process.send?.(answer);
  process.on('message', (job: Job) => {
    work(job).then(
      (result) => say({ result }),
      (error: unknown) => say({ error: messageOf(error) }),
    );
  });
  // Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit());
}
