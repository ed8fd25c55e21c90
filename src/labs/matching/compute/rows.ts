import type { Remote } from 'comlink';
import {
  createRowGradients,
  createScoreGradients,
  joinRows,
  type GradientSource,
  type GradientTask,
  type Rows,
  type RowsReply,
  type ScoredReply,
  type ScoredTask,
} from '../experiment/gradients';
import type { MatchingSetup } from '../experiment/spec';
import { remembering } from '../../../compute/remember';
import { createThreads, type ThreadTask } from '../../../compute/threads';

/** What a thread does for a training run. The key tells runs apart, so that each keeps its prices. */
export interface GradientThread extends ThreadTask {
  rows(key: string, setup: MatchingSetup, task: GradientTask & Rows): RowsReply;
  scored(key: string, setup: MatchingSetup, task: ScoredTask): ScoredReply;
}

/** Runs whose prices a thread keeps; the matchings of others are searched from scratch. */
const KEPT_RUNS = 12;

export function createGradientThread(): GradientThread {
  const rows = remembering(KEPT_RUNS, createRowGradients);
  const scored = remembering(KEPT_RUNS, createScoreGradients);
  return {
    ready: () => true,
    rows: (key, setup, task) => rows(key, setup)(task),
    scored: (key, setup, task) => scored(key, setup)(task),
  };
}

/** Numbers per sequence below which a message to another thread costs more than it saves. */
const MIN_SHARED = 20;

export interface GradientPool {
  /** Threads that work, this one included. */
  readonly threads: number;
  /** Gradients of a run by the project's own networks. */
  source(key: string, setup: MatchingSetup): GradientSource;
  /** Gradients in given scores of all sequences. */
  scored(
    key: string,
    setup: MatchingSetup,
    task: Omit<ScoredTask, 'from' | 'to'>,
  ): Promise<ScoredReply>;
}

/**
 * The sequences of a step spread over threads. Replies are joined in the order of the sequences: the
 * same run comes out whatever the number of threads.
 */
export function createGradientPool(count: number, spawn: (() => Worker) | null): GradientPool {
  const threads = createThreads<GradientThread>(count, spawn);
  const own = createGradientThread();

  /** Each part on a thread of its own, the first one here, last: helpers start before it. */
  async function spread<T>(
    { d, sequences }: MatchingSetup,
    there: (thread: Remote<GradientThread>, rows: Rows) => Promise<T>,
    here: (rows: Rows) => T,
  ): Promise<T[]> {
    const parts = d < MIN_SHARED ? 1 : Math.min(threads.count, sequences);
    const bound = (p: number) => Math.floor((p * sequences) / parts);
    const replies: Promise<T>[] = [];
    for (let p = 1; p < parts; p++) {
      const rows = { from: bound(p), to: bound(p + 1) };
      replies.push(
        threads.run(
          p,
          (thread) => there(thread, rows),
          () => here(rows),
        ),
      );
    }
    const first = here({ from: 0, to: bound(1) });
    return [first, ...(await Promise.all(replies))];
  }

  return {
    get threads() {
      return threads.count;
    },
    source: (key, setup) => async (task) => {
      const replies = await spread(
        setup,
        (thread, rows) => thread.rows(key, setup, { ...task, ...rows }),
        (rows) => own.rows(key, setup, { ...task, ...rows }),
      );
      return joinRows(setup, replies);
    },
    async scored(key, setup, task) {
      const cells = setup.d ** 2;
      const part = ({ from, to }: Rows): ScoredTask => ({
        ...task,
        from,
        to,
        scores: Float64Array.from(task.scores).subarray(from * cells, to * cells),
        sigma: Float64Array.from(task.sigma).subarray(from, to),
      });
      const replies = await spread(
        setup,
        (thread, rows) => thread.scored(key, setup, part(rows)),
        (rows) => own.scored(key, setup, part(rows)),
      );
      const dScores = new Float64Array(setup.sequences * cells);
      let at = 0;
      for (const reply of replies) {
        dScores.set(reply.dScores, at);
        at += reply.dScores.length;
      }
      return { dScores, outcomes: replies.flatMap(({ outcomes }) => outcomes) };
    },
  };
}
