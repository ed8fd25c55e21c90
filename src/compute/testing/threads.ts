import type { Tasks } from '../service';
import { createThread } from '../threads';
import { createTestWorkers } from './workers';

/** Threads that are ports of this one: what they compute is real, and messages are cloned. */
export interface Helpers {
  spawn(): Worker;
  end(): void;
}

/**
 * Helper threads for tests, each with a table of its own.
 * @param dies whether a thread, counted from 1, ends for ever instead of doing a task
 */
export function helpers<T extends Tasks>(
  createTasks: () => T,
  dies: (thread: number, task: keyof T & string) => boolean = () => false,
): Helpers {
  const workers = createTestWorkers();
  return {
    spawn: () =>
      workers.start((die) => {
        const number = workers.started;
        const mortal = ([name, task]: [string, Tasks[string]]) => [
          name,
          (request: never) => {
            if (!dies(number, name)) return task(request);
            die();
            return new Promise<never>(() => undefined);
          },
        ];
        const table = () => Object.fromEntries(Object.entries(createTasks()).map(mortal)) as Tasks;
        return createThread(async () => ({ createTasks: table }));
      }),
    end: workers.end,
  };
}
