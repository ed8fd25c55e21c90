import type { Threads } from '../../../compute/service';
import {
  joinRows,
  type GradientSource,
  type Rows,
  type ScoredReply,
  type ScoredTask,
} from '../experiment/gradients';
import type { MatchingSetup } from '../experiment/spec';
import type { MatchingTasks } from './tasks';

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
export function createGradientPool(threads: Threads<MatchingTasks>): GradientPool {
  /** The sequences in as many parts as there are threads, if they are worth a message. */
  function partsOf({ d, sequences }: MatchingSetup): Rows[] {
    const parts = d < MIN_SHARED ? 1 : Math.min(threads.count, sequences);
    const bound = (part: number) => Math.floor((part * sequences) / parts);
    return Array.from({ length: parts }, (_, part) => ({ from: bound(part), to: bound(part + 1) }));
  }

  return {
    get threads() {
      return threads.count;
    },
    source: (key, setup) => async (task) => {
      const pieces = partsOf(setup).map((rows) => ({ key, setup, task: { ...task, ...rows } }));
      return joinRows(setup, await threads.map('rows', pieces));
    },
    async scored(key, setup, task) {
      const cells = setup.d ** 2;
      const [scores, sigma] = [Float64Array.from(task.scores), Float64Array.from(task.sigma)];
      const pieces = partsOf(setup).map(({ from, to }) => ({
        key,
        setup,
        task: {
          ...task,
          ...{ from, to },
          // copies: a part of an array crosses to another thread with all of it
          scores: scores.slice(from * cells, to * cells),
          sigma: sigma.slice(from, to),
        },
      }));
      const replies = await threads.map('scored', pieces);
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
