import type { Machine, PageFacts, Tasks } from './service';
import { createThreads } from './threads';

export interface BrowserMachineOptions {
  readonly lab: string;
  readonly page: PageFacts;
  report: Machine['report'];
  /** Starts a helper thread; null where everything is done on one thread. */
  readonly spawn: (() => Worker) | null;
}

/** A browser as the place where work runs: in a worker, or on the page's own thread. */
export function browserMachine({ lab, page, report, spawn }: BrowserMachineOptions): Machine {
  return {
    ...page,
    now: () => performance.now(),
    gpu: navigator.gpu,
    cores: spawn ? page.cores : 1,
    openThreads: <T extends Tasks>(tasks: T, count: number) =>
      createThreads({ lab, tasks, count, spawn }),
    report,
  };
}
