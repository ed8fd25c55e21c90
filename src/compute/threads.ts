import { releaseProxy, wrap, type Remote } from 'comlink';
import { within } from './within';

/** What every helper thread answers, besides its own work. */
export interface ThreadTask {
  /** Answers once the thread has started. */
  ready(): true;
}

/**
 * Helper threads beside this one. A thread that cannot start or dies is done without: its work is
 * done here instead, which is right because all work is a pure function of its request.
 */
export interface Threads<Task extends ThreadTask> {
  /** Threads that work, this one included. */
  readonly count: number;
  /** All threads that will ever start have. */
  ready(): Promise<unknown>;
  /** Runs work on helper number `index`, counted from 1, or here if there is none. */
  run<T>(index: number, there: (task: Remote<Task>) => Promise<T>, here: () => T): Promise<T>;
  destroy(): void;
}

interface Helper<Task> {
  readonly worker: Worker;
  readonly task: Remote<Task>;
  /** Aborted when the thread fails. */
  readonly died: AbortSignal;
}

/** @param spawn starts a helper thread, or null where workers cannot start workers */
export function createThreads<Task extends ThreadTask>(
  count: number,
  spawn: (() => Worker) | null,
): Threads<Task> {
  let helpers: Helper<Task>[] = [];
  const starting: Promise<void>[] = [];
  for (let i = 1; i < count && spawn; i++) addHelper(spawn);

  function addHelper(start: () => Worker): void {
    try {
      const worker = start();
      const death = new AbortController();
      const helper = { worker, task: wrap<Task>(worker), died: death.signal };
      worker.addEventListener('error', () => {
        drop(helper);
        death.abort(new Error('a CPU thread stopped'));
      });
      // Only a thread that has started gets work: the first figure does not wait for it.
      const { ready } = helper.task as unknown as Remote<ThreadTask>;
      const joined = within(ready(), death.signal).then(
        () => void helpers.push(helper),
        () => undefined,
      );
      starting.push(joined);
    } catch {
      // No nested workers here: this thread does all the work.
    }
  }

  function drop(helper: Helper<Task>): void {
    helpers = helpers.filter((other) => other !== helper);
    helper.worker.terminate();
  }

  return {
    get count() {
      return helpers.length + 1;
    },
    ready: () => Promise.all(starting),
    async run(index, there, here) {
      const helper = helpers[index - 1];
      if (!helper) return here();
      try {
        return await within(there(helper.task), helper.died);
      } catch (error) {
        if (!helper.died.aborted) throw error;
        return here();
      }
    },
    destroy() {
      for (const { worker, task } of helpers) {
        (task as unknown as { [releaseProxy](): void })[releaseProxy]();
        worker.terminate();
      }
      helpers = [];
    },
  };
}
