import { addSums, emptySums, type ArgmaxProblem } from '../../core/problem';
import { createBudget } from './budget';
import type { SampleReply, SampleRequest } from './compute/protocol';
import type { Estimate } from './results';

/** Samples in requests as large as fit the time that they may take. */
export interface Draws {
  /**
   * As many samples on top of those before as fit the span of milliseconds, up to `end` in all.
   * @param gentle something moves: the engine leaves a core to the page
   */
  extend(
    problem: ArgmaxProblem,
    before: Estimate | null,
    span: number,
    end: number,
    gentle?: boolean,
  ): Promise<Estimate>;
  /** The first samples of a problem at rest. */
  first(problem: ArgmaxProblem, count: number): Promise<SampleReply>;
}

export function createDraws(sample: (request: SampleRequest) => Promise<SampleReply>): Draws {
  // two speeds: a core less while something moves
  const moving = createBudget();
  const resting = createBudget();
  return {
    async extend(problem, before, span, end, gentle = false) {
      const first = before ? before.sums.samples : 0;
      const budget = gentle ? moving : resting;
      const count = Math.min(budget.samples(span), end - first);
      const reply = await sample({ problem, first, count, gentle });
      budget.learn(count, reply.milliseconds);
      // The old sums stay as they are: figures compare results by reference.
      const sums = emptySums(problem.scores.length);
      if (before) addSums(sums, before.sums);
      addSums(sums, reply.sums);
      const { backend, adapter } = reply;
      const milliseconds = (before?.milliseconds ?? 0) + reply.milliseconds;
      return { problem, sums, backend, adapter, milliseconds, final: false };
    },
    async first(problem, count) {
      const reply = await sample({ problem, first: 0, count });
      resting.learn(count, reply.milliseconds);
      return reply;
    },
  };
}
