import { addSums, emptySums, type ArgmaxProblem } from '../../core/problem';
import { createBudget } from './budget';
import type { SampleReply, SampleRequest } from './compute/protocol';
import type { Estimate, Sweep } from './results';

export interface RefinementOptions {
  sample(request: SampleRequest): Promise<SampleReply>;
  publish(estimate: Estimate): void;
  publishSweep(sweep: Sweep): void;
  onError(error: unknown): void;
  /** Calls back soon: several changes at once become one request. */
  schedule(task: () => void): void;
  /** Whether more samples would move no pixel. */
  sharpEnough(estimate: Estimate): boolean;
  /** Epsilons of the sweep, run once the estimate is final. */
  sweepEpsilons(problem: ArgmaxProblem): readonly number[];
}

export interface Refinement {
  /** The problem on the screen changed, or came to rest. */
  update(problem: ArgmaxProblem, moving: boolean, cap: number): void;
}

/** Computing time per reply: well under a frame while something moves, longer at rest. */
const MOVING_MS = 5;
const RESTING_MS = 40;
/** Samples per point of the sweep. */
const SWEEP_SAMPLES = 16_384;

/**
 * Progressive refinement with common random numbers. While the reader drags, each frame computes a
 * prefix of the samples that fits the frame; at rest, further samples are added to the same sums
 * until nothing visible would change or the cap is reached; then the sweep over epsilon follows.
 */
export function createRefinement(options: RefinementOptions): Refinement {
  // Two speeds: while something moves the engine leaves a core to the page.
  const movingBudget = createBudget();
  const restingBudget = createBudget();
  let wanted: ArgmaxProblem | null = null;
  let moving = false;
  let cap = 0;
  let estimate: Estimate | null = null;
  let sweep: Sweep | null = null;
  let awake = false;

  function update(problem: ArgmaxProblem, isMoving: boolean, newCap: number): void {
    wanted = problem;
    moving = isMoving;
    cap = newCap;
    if (estimate && sameProblem(estimate.problem, problem) && cap > estimate.sums.samples) {
      estimate = { ...estimate, final: false };
    }
    if (awake) return;
    awake = true;
    options.schedule(() => void run());
  }

  async function run(): Promise<void> {
    try {
      while (await step());
    } catch (error) {
      options.onError(error);
    } finally {
      awake = false;
    }
  }

  /** One request and what follows from its reply; false when there is nothing left to do. */
  async function step(): Promise<boolean> {
    const problem = wanted;
    if (!problem) return false;
    if (!estimate || !sameProblem(estimate.problem, problem)) {
      await extend(problem, null);
      return true;
    }
    if (moving) return false;
    if (!estimate.final) {
      await extend(problem, estimate);
      return true;
    }
    return sweepStep(problem);
  }

  async function extend(problem: ArgmaxProblem, before: Estimate | null): Promise<void> {
    const first = before ? before.sums.samples : 0;
    const gentle = moving;
    const budget = gentle ? movingBudget : restingBudget;
    const fitting = budget.samples(gentle || !before ? MOVING_MS : RESTING_MS);
    const end = moving ? cap : Math.min(cap, checkpointAfter(first));
    const count = Math.min(fitting, end - first);
    const reply = await options.sample({ problem, first, count, gentle });
    budget.learn(count, reply.milliseconds);
    // The old sums stay as they are: figures compare results by reference.
    const sums = emptySums(problem.scores.length);
    if (before) addSums(sums, before.sums);
    addSums(sums, reply.sums);
    const { backend, adapter } = reply;
    const milliseconds = (before?.milliseconds ?? 0) + reply.milliseconds;
    const next = { problem, sums, backend, adapter, milliseconds, final: false };
    const mayStop = sums.samples === checkpointAfter(first) && options.sharpEnough(next);
    estimate = { ...next, final: sums.samples >= cap || mayStop };
    options.publish(estimate);
  }

  async function sweepStep(problem: ArgmaxProblem): Promise<boolean> {
    const epsilons = options.sweepEpsilons(problem);
    if (!sweep || !sameProblem(sweep.problem, { ...problem, epsilon: sweep.problem.epsilon })) {
      sweep = { problem, points: [] };
    }
    const done = sweep.points.length;
    if (done >= epsilons.length) return false;
    const epsilon = epsilons[done];
    const count = Math.min(SWEEP_SAMPLES, cap);
    const reply = await options.sample({ problem: { ...problem, epsilon }, first: 0, count });
    restingBudget.learn(count, reply.milliseconds);
    sweep = { ...sweep, points: [...sweep.points, { epsilon, sums: reply.sums }] };
    options.publishSweep(sweep);
    return true;
  }

  return { update };
}

/**
 * The number of samples at which it is next decided whether they suffice: 2^15, 2^16, ... Only there,
 * so that the samples a link ends up showing do not depend on the speed of the machine.
 */
function checkpointAfter(samples: number): number {
  let checkpoint = 32_768;
  while (checkpoint <= samples) checkpoint *= 2;
  return checkpoint;
}

/** Whether two problems have the same samples and the same answers. */
function sameProblem(a: ArgmaxProblem, b: ArgmaxProblem): boolean {
  return (
    a === b ||
    (a.k === b.k &&
      a.sigma === b.sigma &&
      a.epsilon === b.epsilon &&
      a.seed === b.seed &&
      a.noise.law === b.noise.law &&
      a.noise.location === b.noise.location &&
      a.noise.scale === b.noise.scale &&
      sameNumbers(a.scores, b.scores) &&
      sameNumbers(a.loss, b.loss))
  );
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
