import type { ArgmaxProblem } from '../../core/problem';
import type { Backend } from './compute/protocol';
import type { Draws } from './draws';
import type { Sweep } from './results';
import { sameProblem } from './same-problem';

/** Samples per point. */
const POINT_SAMPLES = 16_384;

export interface EpsilonPointsOptions {
  publishSweep(sweep: Sweep): void;
  /** Epsilons of the sweep of a problem. */
  sweepEpsilons(problem: ArgmaxProblem): readonly number[];
}

/** The estimator at other epsilons, point by point. */
export interface EpsilonPoints {
  /** Another engine draws from now on: points of the one before are replaced, one by one. */
  drawnBy(engine: Backend | null): void;
  /** Draws the next point, of so many samples at most; false where all are there. */
  step(problem: ArgmaxProblem, cap: number): Promise<boolean>;
}

export function createEpsilonPoints(options: EpsilonPointsOptions, draws: Draws): EpsilonPoints {
  let sweep: Sweep | null = null;
  /** Points that are of the engine that was known last. */
  let done = 0;
  let known: Backend | null = null;

  function drawnBy(engine: Backend | null): void {
    if (engine && engine !== known) [known, done] = [engine, 0];
  }

  return {
    drawnBy,
    async step(problem, cap) {
      const epsilons = options.sweepEpsilons(problem);
      if (!sweep || !sameProblem(sweep.problem, { ...problem, epsilon: sweep.problem.epsilon })) {
        sweep = { problem, points: [] };
        done = 0;
      }
      const [at, by] = [done, known];
      if (at >= epsilons.length) return false;
      const own = { ...problem, epsilon: epsilons[at] };
      const { sums } = await draws.first(own, Math.min(POINT_SAMPLES, cap));
      const points = [...sweep.points];
      points[at] = { epsilon: own.epsilon, sums };
      sweep = { ...sweep, points };
      if (known === by) done = at + 1;
      options.publishSweep(sweep);
      return true;
    },
  };
}
