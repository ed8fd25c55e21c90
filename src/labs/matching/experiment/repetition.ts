import type { DeviceMade } from '../../../core/training/devices';
import { trainToEnd } from '../../../core/training/job';
import { createRng } from '../../../core/rng/rng';
import { uniformSequences } from './data';
import { createEvaluation } from './evaluation';
import { createLocalGradients } from './gradients';
import { stopReason, type StopRule } from '../../../core/training/stop';
import { advance, initialState } from './run';
import {
  isMatchingVariant,
  matchingVariants,
  paperSetup,
  type MatchingKnobs,
  type MatchingSetup,
  type MatchingVariant,
} from './spec';

/** One training and testing of Table 1, described completely: equal jobs give equal results. */
export interface RepetitionJob {
  readonly variant: MatchingVariant;
  readonly d: number;
  /** Seed of the whole table. */
  readonly seed: number;
  /** Make all steps, whatever the training loss does, instead of stopping early. */
  readonly full?: true;
  /** Number of the repetition. All variants meet the same data, first weights and noise in it. */
  readonly repetition: number;
}

export interface RepetitionResult extends RepetitionJob, DeviceMade {
  /** Share of numbers in a wrong place in the one test sequence, with the weights at the stop. */
  readonly wrong: number;
  /** The same with the weights of the lowest training loss. */
  readonly wrongBest: number;
  readonly kendall: number;
  readonly steps: number;
  /** Training loss of the last step, and the lowest of all. */
  readonly loss: number;
  readonly bestLoss: number;
  /** Factor by which epsilon has grown. */
  readonly growth: number;
  /** Noise scale in the last step, mean over the training sequences. */
  readonly sigma: number;
  /** Computing time of one training step: on one thread, or its share of a device's. */
  readonly millisecondsPerStep: number;
  /** Why it stopped. */
  readonly stopped: string;
}

/** Seed of one repetition: a word of its own, so that neighbouring seeds share no repetition. */
export function repetitionSeed(seed: number, repetition: number): number {
  return createRng(seed, 'matching/repetition').word(repetition, 0);
}

export function repetitionSetup({ variant, d, seed, repetition }: RepetitionJob): MatchingSetup {
  if (!isMatchingVariant(variant)) throw new RangeError(`unknown method "${String(variant)}"`);
  const { method } = matchingVariants[variant];
  return { ...paperSetup, method, d, seed: repetitionSeed(seed, repetition) };
}

/**
 * Trains until the rule stops it, or its numbers are lost.
 * @param now milliseconds of any clock
 * @param pause called between steps; may throw to give up
 */
export async function trainToStop(
  { setup, knobs, stop }: Training,
  now: () => number,
  pause?: () => void | Promise<void>,
) {
  const gradients = createLocalGradients(setup);
  const state = initialState(setup);
  let [loss, sigma] = [Infinity, 0];
  let firstSigma: number | null = null;
  const trained = await trainToEnd({
    step: () => advance(setup, state, knobs, gradients),
    async after(record) {
      loss = record.loss;
      sigma = record.sigmaMean;
      firstSigma ??= sigma;
      await pause?.();
      return stopReason(state, stop);
    },
    now,
  });
  // of the last step, and of the first
  return { ...trained, state, loss, sigma, firstSigma: firstSigma ?? sigma };
}

/** A training, described completely. */
export interface Training {
  readonly setup: MatchingSetup;
  readonly knobs: MatchingKnobs;
  readonly stop: StopRule;
}

/** The training that a repetition is. */
export function repetitionTraining(job: RepetitionJob): Training {
  // first of all: it refuses an unknown method by name
  const setup = repetitionSetup(job);
  const { knobs, stop } = matchingVariants[job.variant];
  return { setup, knobs, stop: job.full ? { ...stop, patience: Infinity } : stop };
}

/**
 * Trains on 10 sequences and tests, without noise, on one more (Table 1 of the paper).
 * @param now milliseconds of any clock
 * @param pause called between steps; may throw to give up
 */
export async function runRepetition(
  job: RepetitionJob,
  now: () => number,
  pause?: () => void | Promise<void>,
): Promise<RepetitionResult> {
  const { state, ...trained } = await trainToStop(repetitionTraining(job), now, pause);
  return repetitionResult(job, { ...state, ...trained });
}

/** A repetition that has come to its end, whoever made its steps. */
interface TrainedRepetition {
  readonly params: Float64Array;
  readonly bestParams: Float64Array;
  /** Steps done. */
  readonly step: number;
  readonly growths: number;
  readonly bestLoss: number;
  /** Training loss and noise scale of the last step. */
  readonly loss: number;
  readonly sigma: number;
  readonly stopped: string;
  /** Milliseconds. */
  readonly spent: number;
}

/** What it is worth, tested on one sequence more. */
export function repetitionResult(job: RepetitionJob, trained: TrainedRepetition): RepetitionResult {
  const setup = repetitionSetup(job);
  const { knobs } = matchingVariants[job.variant];
  const { params, bestParams, step, growths, bestLoss, loss, sigma, stopped, spent } = trained;
  const test = uniformSequences(setup.seed, 'test', 1, setup.d);
  const evaluate = createEvaluation(setup);
  const last = evaluate(params, test);
  return {
    ...job,
    wrong: last.wrong,
    wrongBest: evaluate(bestParams, test).wrong,
    kendall: last.kendall,
    steps: step,
    loss,
    bestLoss,
    growth: knobs.growth ** growths,
    sigma,
    millisecondsPerStep: spent / Math.max(1, step),
    stopped,
  };
}
