import { isDiverged } from '../../../core/training/diverged';
import { createEvaluation, type MatchingEvaluation } from '../experiment/evaluation';
import { uniformSequences } from '../experiment/data';
import { type GradientSource } from '../experiment/gradients';
import { advance, copyState, stopReason, type StepRecord } from '../experiment/run';
import type { MatchingSetup } from '../experiment/spec';
import { createGradientPool } from './rows';
import { createNetworks, type NetworkDevice } from './networks';
import { remembering } from '../../../compute/remember';
import { trainingInfo } from '../../../compute/status';
import type {
  AdvanceReply,
  AdvanceRequest,
  RunJob,
  RunReply,
  TestRecord,
  TrainingApi,
} from './protocol';

/** What training needs of its surroundings, handed in so that each can be missing or fail. */
export interface TrainingSurroundings {
  readonly threads: number;
  readonly spawn: (() => Worker) | null;
  now(): number;
  /** Opens tfjs on a backend. */
  openNetworks(kind: 'webgpu' | 'wasm'): Promise<NetworkDevice>;
}

/** A run on its way through one request. */
interface Moving {
  readonly job: RunJob;
  readonly gradients: GradientSource;
  readonly reply: { -readonly [Field in keyof RunReply]: RunReply[Field] };
  readonly records: StepRecord[];
  readonly tests: TestRecord[];
}

/**
 * Training runs in lockstep. It remembers nothing that the page does not have: every request brings
 * the states and every reply returns them, so a dead worker or a lost device costs one repeated
 * step. What is kept between requests, prices of matchings and uploaded data, only saves time.
 */
export function createTraining(around: TrainingSurroundings): TrainingApi {
  const pool = createGradientPool(around.threads, around.spawn);
  const networks = createNetworks(pool, around);
  const evaluation = remembering(4, (setup: MatchingSetup) => createEvaluation(setup));
  const tests = remembering(4, ({ seed, d, count }: { seed: number; d: number; count: number }) =>
    uniformSequences(seed, 'test', count, d),
  );

  function begin(job: RunJob, { networks: choice }: AdvanceRequest): Moving {
    const records: StepRecord[] = [];
    const found: TestRecord[] = [];
    const { id, state } = job;
    const own = copyState(state);
    return {
      job: { ...job, state: own },
      gradients: networks.source(choice, id, job.setup),
      reply: { id, state: own, records, tests: found, stopped: null, diverged: null },
      records,
      tests: found,
    };
  }

  async function step(run: Moving, request: AdvanceRequest): Promise<void> {
    const { setup, state, knobs, stop } = run.job;
    try {
      run.records.push(await advance(setup, state, knobs, run.gradients));
      run.reply.stopped = stopReason(state, stop);
      const due = state.step % request.evaluateEvery === 0 || run.reply.stopped !== null;
      if (due && request.tests > 0) {
        run.tests.push({ step: state.step, ...evaluate(run.job, request.tests) });
      }
    } catch (error) {
      if (!isDiverged(error)) throw error;
      run.reply.diverged = error.message;
    }
  }

  function evaluate({ setup, state }: RunJob, count: number): MatchingEvaluation {
    const { seed, d } = setup;
    const held = tests(`${seed} ${d}`, { seed, d, count });
    return evaluation(`${d}`, setup)(state.params, held);
  }

  return {
    ready: () => Promise.resolve(true),
    async advance(request): Promise<AdvanceReply> {
      const start = around.now();
      const runs = request.runs.map((job) => begin(job, request));
      const ended = ({ reply }: Moving) => reply.stopped !== null || reply.diverged !== null;
      let steps = 0;
      while (steps < request.maxSteps && !runs.every(ended)) {
        for (const run of runs) if (!ended(run)) await step(run, request);
        steps++;
        if (around.now() - start >= request.milliseconds) break;
      }
      return {
        runs: runs.map(({ reply }) => reply),
        info: trainingInfo(networks.info()),
        millisecondsPerStep: steps > 0 ? (around.now() - start) / steps : 0,
      };
    },
    loseDevice: () => networks.lose(),
  };
}
