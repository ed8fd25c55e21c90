import type { ArgmaxProblem } from '../../core/problem';
import type { Backend, SampleReply, SampleRequest } from './compute/protocol';
import { createDraws } from './draws';
import { createEpsilonPoints, type EpsilonPointsOptions } from './epsilon-points';
import type { Estimate } from './results';
import { sameProblem } from './same-problem';

/** The sweep is run once the estimate is final. */
export interface RefinementOptions extends EpsilonPointsOptions {
  sample(request: SampleRequest): Promise<SampleReply>;
  publish(estimate: Estimate): void;
  onError(error: unknown): void;
  /** Calls back soon: several changes at once become one request. */
  schedule(task: () => void): void;
  /** Whether more samples would move no pixel. */
  sharpEnough(estimate: Estimate): boolean;
}

/** What is on the screen, and what samples it. */
export interface Wanted {
  readonly problem: ArgmaxProblem;
  readonly moving: boolean;
  /** Samples at most. */
  readonly cap: number;
  /** So many were asked for, as for a rare class: none is left out because no pixel would move. */
  readonly all?: boolean;
  /** What samples from now on; null where that is not known yet, or for a moment. */
  readonly engine: Backend | null;
}

export interface Refinement {
  /** The problem on the screen changed, or came to rest, or another engine samples it. */
  update(wanted: Wanted): void;
}

/** Computing time per reply: well under a frame while something moves, longer at rest. */
const MOVING_MS = 5;
const RESTING_MS = 40;

/**
 * Progressive refinement with common random numbers. While the reader drags, each frame computes a
 * prefix of the samples that fits the frame; at rest, further samples are added to the same sums
 * until nothing visible would change or the cap is reached; then the sweep over epsilon follows.
 */
export function createRefinement(options: RefinementOptions): Refinement {
  const draws = createDraws(options.sample);
  const points = createEpsilonPoints(options, draws);
  let wanted: Wanted | null = null;
  let estimate: Estimate | null = null;
  /** Some of its samples are of another engine than the last of them. */
  let mixed = false;
  /** Samples that are to take the place of the estimate's. */
  let renewed: Estimate | null = null;
  /** An engine that did not sample again what it was asked to: it has failed meanwhile. */
  let refused: Backend | null = null;
  let awake = false;

  function update(next: Wanted): void {
    const before = wanted;
    wanted = next;
    if (estimate && before && sameProblem(estimate.problem, next.problem)) {
      const final = isFinal(estimate, next);
      if (next.cap !== before.cap && final !== estimate.final) publish({ ...estimate, final });
    }
    if (next.engine !== before?.engine) [renewed, refused] = [null, null];
    points.drawnBy(next.engine);
    if (awake) return;
    awake = true;
    options.schedule(() => void run());
  }

  async function run(): Promise<void> {
    try {
      while (wanted && (await step(wanted)));
    } catch (error) {
      options.onError(error);
    } finally {
      awake = false;
    }
  }

  /** One request and what follows from its reply; false when there is nothing left to do. */
  async function step(asked: Wanted): Promise<boolean> {
    const { problem, moving, cap, engine } = asked;
    if (!estimate || !sameProblem(estimate.problem, problem)) {
      [renewed, mixed] = [null, false];
      publish(await extend(asked, null));
      return true;
    }
    if (moving) return false;
    if (engine && engine !== refused && (mixed || estimate.backend !== engine)) {
      await renew(estimate, engine, cap);
      return true;
    }
    if (!estimate.final) {
      const next = await extend(asked, estimate);
      mixed ||= next.backend !== estimate.backend;
      publish(next);
      return true;
    }
    return points.step(problem, cap);
  }

  function publish(next: Estimate): void {
    estimate = next;
    options.publish(next);
  }

  /**
   * What is at rest is sampled again where samples come from now. The estimate stays in its place until
   * the new one has as many.
   */
  async function renew(before: Estimate, engine: Backend, cap: number): Promise<void> {
    const count = Math.min(before.sums.samples, cap);
    const next = await draws.extend(before.problem, renewed, RESTING_MS, count);
    if (wanted?.engine !== engine) return;
    if (next.backend !== engine) [renewed, refused] = [null, engine];
    else if (next.sums.samples < count) renewed = next;
    else {
      [renewed, mixed] = [null, false];
      publish({ ...next, final: before.final || count >= cap });
    }
  }

  async function extend(asked: Wanted, before: Estimate | null): Promise<Estimate> {
    const { problem, moving, cap } = asked;
    const checkpoint = checkpointAfter(before ? before.sums.samples : 0);
    const end = moving ? cap : Math.min(cap, checkpoint);
    const span = moving || !before ? MOVING_MS : RESTING_MS;
    const next = await draws.extend(problem, before, span, end, moving);
    return { ...next, final: isFinal(next, asked) };
  }

  const isFinal = (found: Estimate, { cap, all }: Wanted): boolean =>
    found.sums.samples >= cap || (!all && isCheckpoint(found.sums) && options.sharpEnough(found));

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

const isCheckpoint = ({ samples }: Estimate['sums']) => samples === checkpointAfter(samples - 1);
