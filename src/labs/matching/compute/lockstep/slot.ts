import { uniformSequences } from '../../experiment/data';
import type { Training } from '../../experiment/repetition';
import { reductions } from '../../experiment/spec';
import { initialParams } from '../../experiment/weights';
import { drawsOf, type Plan } from './plan';

/** Bytes of a `Repetition` of repetition.wgsl, and where its `Settings` begin. */
export const REPETITION_BYTES = 68;
const SETTINGS_AT = 9;

/** Why a training makes no further step; `lost` ones have to be made on the CPU. */
export type Ended = 'running' | 'all-steps' | 'no-progress' | 'lost';
const ENDS: readonly Ended[] = ['running', 'all-steps', 'no-progress', 'lost'];

/** Where a training stands. */
export interface Progress {
  readonly ended: Ended;
  /** Steps done. */
  readonly step: number;
  readonly growths: number;
  readonly bestStep: number;
  readonly bestLoss: number;
  /** Training loss and mean scale of the noise in the last step. */
  readonly loss: number;
  readonly sigma: number;
}

/** Its weights. */
export interface Weights {
  /** As they are, and those of its lowest training loss. */
  readonly params: Float64Array;
  readonly best: Float64Array;
  /** Those of the noise network with which the last step was made. */
  readonly noise: Float64Array;
}

/** What a training has to itself beside others of its plan, in the order of `Settings`; all but the last are reals. */
function slotSettings({ setup, knobs, stop }: Training): readonly number[] {
  const { method, d, sequences } = setup;
  const { sigma, epsilon, lambda, rate, sigmaRate } = knobs;
  const total = reductions[method] === 'sum' ? knobs.samples : 1;
  const share = total / drawsOf(setup, knobs).samples;
  const towards = { direct: Math.sign(epsilon) * share, blackbox: 1 / lambda };
  const weight = method === 'direct' || method === 'blackbox' ? towards[method] : share;
  // the noise network learns from the mean over samples and cells, and descends that over sequences
  const noiseWeight = (weight * sigma) / (knobs.samples * d * d);
  const patience = Math.min(stop.patience ?? Infinity, 0xffffffff);
  return [epsilon, weight, sigma, lambda, rate, noiseWeight, sigmaRate / sequences, patience];
}

/** The `Repetition` of an empty slot: one that has ended. */
export function emptySlot(): Uint32Array<ArrayBuffer> {
  const empty = new Uint32Array(REPETITION_BYTES / 4);
  empty[2] = ENDS.indexOf('all-steps');
  return empty;
}

function firstRepetition(training: Training): Float32Array<ArrayBuffer> {
  const repetition = new Float32Array(REPETITION_BYTES / 4);
  const integers = new Uint32Array(repetition.buffer);
  const settings = slotSettings(training);
  integers[0] = training.setup.seed;
  repetition[5] = 3e38; // the lowest loss so far
  repetition[8] = training.knobs.epsilon;
  repetition.set(settings, SETTINGS_AT);
  const last = settings.length - 1;
  integers[SETTINGS_AT + last] = settings[last];
  return repetition;
}

/** What a training begins with. */
export function firstNumbers({ params, scoreParams }: Plan, training: Training) {
  const { setup, knobs } = training;
  const { d, sequences, seed } = setup;
  const data = new Float32Array(2 * sequences * d);
  const truths = new Uint32Array(sequences * d);
  uniformSequences(seed, 'train', sequences, d).forEach(({ numbers, sorted, places }, s) => {
    for (let j = 0; j < d; j++) {
      data[2 * (s * d + j)] = numbers[j];
      data[2 * (s * d + j) + 1] = sorted[j];
      truths[s * d + j] = places[j];
    }
  });
  const fixed = drawsOf(setup, knobs).noisy ? knobs.sigma : 0;
  const scales = new Float32Array(2 * sequences).map((_, i) => (i % 2 === 0 ? fixed : 0));
  const initial = initialParams(setup);
  const weights = new Float32Array(params);
  weights.set(initial.subarray(0, scoreParams));
  const moments = new Float32Array(2 * params);
  for (let p = scoreParams; p < params; p++) moments[2 * p + 1] = initial[p];
  return { repetition: firstRepetition(training), params: weights, moments, data, truths, scales };
}

export function progressOf(range: ArrayBuffer, slot: number): Progress {
  const from = slot * REPETITION_BYTES;
  const [, step, ended, growths, bestStep] = new Uint32Array(range, from, 5);
  const [bestLoss, loss, sigma] = new Float32Array(range, from + 20, 3);
  return { ended: ENDS[ended], step, growths, bestStep, bestLoss, loss, sigma };
}

/**
 * Weights of a training from what the device holds: of the noise network that is how far its weights have moved.
 * @param before `moments` of the noise network, whose first parts are how far they had before the last step
 */
export function weightsOf(
  { params, scoreParams }: Plan,
  { setup }: Training,
  held: {
    readonly params: Float32Array;
    readonly best: Float32Array;
    readonly before: Float32Array;
  },
): Weights {
  const initial = initialParams(setup).fill(0, 0, scoreParams);
  const sum = (moved: Float32Array) => initial.map((first, p) => first + moved[p]);
  const noise = initial.subarray(scoreParams, params).map((first, p) => first + held.before[2 * p]);
  return { params: sum(held.params), best: sum(held.best), noise };
}
