import { wrap, type Remote } from 'comlink';
import type { Tasks, Threads } from './service';
import { within } from './within';

/** What every helper thread answers. */
export interface ThreadApi {
  /** Makes the task table of a lab; answers once it is there. */
  open(lab: string): Promise<true>;
  run(task: string, request: unknown): Promise<unknown>;
}

/** The thread's side: tasks by name, from the table of the lab it was opened for. */
export function createThread(load: (lab: string) => Promise<{ createTasks(): Tasks }>): ThreadApi {
  let tasks: Tasks | null = null;
  return {
    async open(lab) {
      tasks = (await load(lab)).createTasks();
      return true;
    },
    async run(name, request) {
      const task = tasks && Object.hasOwn(tasks, name) ? tasks[name] : null;
      if (!task) throw new Error(`There is no task "${name}".`);
      return task(request as never);
    },
  };
}

/** Long enough for a slow telephone to load the code of a thread. */
const START_MS = 10_000;

interface Helper {
  readonly api: Remote<ThreadApi>;
  /** Aborted when the thread fails. */
  readonly died: AbortSignal;
}

export interface ThreadsOptions<T extends Tasks> {
  /** Threads in all, this one included. */
  readonly count: number;
  readonly lab: string;
  /** This thread's own table. */
  readonly tasks: T;
  /** Starts a helper thread; null where workers cannot start workers. */
  readonly spawn: (() => Worker) | null;
}

/** Threads that share the work of a lab; see `Threads`. */
export function createThreads<T extends Tasks>(options: ThreadsOptions<T>): Threads<T> {
  const { count, lab, tasks, spawn } = options;
  /** By number, from 1 on; a helper that is gone leaves its number behind. */
  const helpers = new Map<number, Helper>();
  let starting: Promise<unknown> | null = null;

  function start(): Promise<unknown> {
    if (!spawn) return Promise.resolve();
    return Promise.all(
      Array.from({ length: Math.max(0, count - 1) }, (_, i) => addHelper(i + 1, spawn)),
    );
  }

  async function addHelper(number: number, spawnOne: () => Worker): Promise<void> {
    let worker: Worker;
    try {
      worker = spawnOne();
    } catch {
      // No nested workers here: the others do its work.
      return;
    }
    const death = new AbortController();
    const end = () => {
      helpers.delete(number);
      worker.terminate();
      death.abort(new Error('a CPU thread stopped'));
    };
    worker.addEventListener('error', end);
    worker.addEventListener('messageerror', end);
    const api = wrap<ThreadApi>(worker);
    const late = () => new Error('a CPU thread did not start');
    try {
      // Only a thread that has started gets work: the first figure does not wait for it.
      await within(api.open(lab), death.signal, { milliseconds: START_MS, late });
      helpers.set(number, { api, died: death.signal });
    } catch {
      end();
    }
  }

  const ready = () => (starting ??= start());

  /** The thread of every request: in turn over those that are there. */
  function deal(pieces: number): readonly number[] {
    const there = [0, ...helpers.keys()];
    return Array.from({ length: pieces }, (_, i) => there[i % there.length]);
  }

  async function there(helper: Helper, task: string, make: () => unknown): Promise<unknown> {
    try {
      return await within(helper.api.run(task, make()), helper.died);
    } catch (error) {
      if (!helper.died.aborted) throw error;
      return here(task, make);
    }
  }

  const here = async (task: string, make: () => unknown): Promise<unknown> =>
    tasks[task](make() as never);

  const give: Threads<T>['give'] = async (task, requests, on = deal(requests.length)) => {
    const helperOf = (piece: number) => helpers.get(on[piece]);
    // helpers start first; this thread's own pieces come after they have been sent
    const sent = requests.map((make, piece) => {
      const helper = helperOf(piece);
      return helper ? there(helper, task, make) : null;
    });
    const answers = Promise.all(requests.map((make, piece) => sent[piece] ?? here(task, make)));
    // new helpers behind the first answer, which loading them would hold up
    void answers.then(ready, ready);
    return (await answers) as Awaited<ReturnType<T[typeof task]>>[];
  };

  return {
    get count() {
      return helpers.size + 1;
    },
    ready,
    deal,
    map: (task, requests, on) =>
      give(
        task,
        requests.map((request) => () => request),
        on,
      ),
    give,
  };
}
