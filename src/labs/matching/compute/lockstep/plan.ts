import { noiseSpec } from '../../../../core/noise/noise';
import { MAX_SAMPLES } from '../../../../core/noise/run-noise';
import { networkSize, scoreSize } from '../../../../core/networks/scores';
import { streamId } from '../../../../core/rng/rng';
import { WEIGHT_LIMIT } from '../../../../core/training/limits';
import { BETA1, BETA2 } from '../../../../core/training/optimisers';
import { CERTIFIED } from '../../../../gpu/kernels/assignment/layout';
import type { Training } from '../../experiment/repetition';
import type { MatchingKnobs, MatchingSetup } from '../../experiment/spec';

export const GRID = 32_768;
export const PERTURBERS = 64;
const UPDATERS = 256;
/** Neurons whose weights a workgroup of the way back has; they divide the hidden layer. */
export const NEURONS = 8;
/** Beyond this float32 knows nothing of the scores beside epsilon; nothing changes any more by then. */
export const MAX_EPSILON = 1e30;

/**
 * How trainings are computed that go side by side: what is the same for all of them. The rest is each one's own, see
 * `slotSettings`.
 */
export interface Plan {
  /** Names all that is spliced into shaders, and `stepTables`. */
  readonly name: string;
  readonly d: number;
  readonly sequences: number;
  readonly hidden: number;
  /** Samples that are drawn for a sequence: a single one where there is no noise. */
  readonly samples: number;
  /** Weights of both networks. */
  readonly params: number;
  readonly scoreParams: number;
  readonly law: 'gumbel' | 'logistic' | 'normal' | 'uniform';
  /** Whether matchings are relaxed by Sinkhorn's normalisation, and how many iterations that has. */
  readonly relaxed: boolean;
  readonly iterations: number;
  /** Workgroups of the way back per sequence. */
  readonly tiles: number;
  /** Whether the scale of the noise is learned. */
  readonly learned: boolean;
  /** Steps at most, and the factor of one growth of epsilon: what `stepTables` is made of. */
  readonly maxSteps: number;
  readonly growth: number;
  /** Text of the constants of all shaders. */
  readonly constants: string;
}

/** Whether there is noise, and so how many samples are drawn: without it all are the same one. */
export function drawsOf({ method }: MatchingSetup, { scale, sigma, samples }: MatchingKnobs) {
  const noisy = method !== 'blackbox' && scale !== 'zero' && sigma !== 0;
  return { noisy, samples: noisy ? samples : 1 };
}

export function planOf({ setup, knobs, stop: { maxSteps } }: Training): Plan {
  const { method, d, sequences, hidden } = setup;
  const { law, variance, growth } = knobs;
  const { noisy, samples } = drawsOf(setup, knobs);
  const learned = noisy && knobs.scale === 'learned';
  const noise = noiseSpec(law, 0, variance);
  const relaxed = method === 'gumbel-sinkhorn';
  // other methods know nothing of them, and share their plans
  const { temperature, iterations } = relaxed ? knobs : { temperature: 1, iterations: 1 };
  const integers = {
    ...{ SEQUENCES: sequences, SAMPLES: samples, HIDDEN: hidden, MAX_SAMPLES, GRID },
    ...{ PARAMS: networkSize(d, hidden), SCORE_PARAMS: scoreSize(d, hidden) },
    ...{ STREAM: streamId('matching/noise'), MAX_STEPS: maxSteps, PERTURBERS, UPDATERS, NEURONS },
    ITERATIONS: iterations,
  };
  const reals = {
    ...{ LOCATION: noise.location, NOISE_SCALE: noise.scale, TEMPERATURE: temperature },
    // what float32 makes of 1 - beta2 is 1e-5 of it away
    ...{ BETA1, BETA2, FRESH1: 1 - BETA1, FRESH2: 1 - BETA2 },
    ...{ WEIGHT_LIMIT, CERTIFIED, MAX_EPSILON },
  };
  const choices = {
    ...{ NOISY: noisy, LEARNED: learned, GROWS: method === 'direct' },
    ...{ COMPARES: method !== 'fenchel-young', BLACKBOX: method === 'blackbox' },
    ...{ TOWARDS_OTHER: method === 'direct', EXACT: knobs.lossForm === 'exact' },
    ADAM: knobs.optimiser === 'adam',
  };
  const constants = [
    ...Object.entries(integers).map(([name, value]) => `const ${name} = ${value}u;`),
    ...Object.entries(reals).map(
      ([name, value]) => `const ${name}: f32 = ${value.toExponential()};`,
    ),
    ...Object.entries(choices).map(([name, value]) => `const ${name} = ${value};`),
    '',
  ].join('\n');
  const spliced = Object.values<number | boolean>({ ...integers, ...reals, ...choices });
  return {
    name: [method, d, law, growth, ...spliced].join(' '),
    ...{ d, sequences, hidden, samples, learned, law, maxSteps, growth, constants },
    ...{ params: integers.PARAMS, scoreParams: integers.SCORE_PARAMS },
    ...{ relaxed, iterations },
    tiles: hidden / NEURONS,
  };
}
