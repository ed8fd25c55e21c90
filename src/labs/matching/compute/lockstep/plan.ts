import { noiseSpec } from '../../../../core/noise/noise';
import { MAX_SAMPLES } from '../../../../core/noise/run-noise';
import { networkSize, scoreSize } from '../../../../core/networks/scores';
import { streamId } from '../../../../core/rng/rng';
import { grownEpsilon } from '../../../../core/training/growth';
import { WEIGHT_LIMIT } from '../../../../core/training/limits';
import { BETA1, BETA2 } from '../../../../core/training/optimisers';
import { CERTIFIED } from '../../../../gpu/kernels/assignment/layout';
import type { RepetitionJob } from '../../experiment/repetition';
import { growthRule, matchingVariants, paperSetup, reductions } from '../../experiment/spec';

/** What repetitions that go side by side have in common: a cell of the table. */
export type Cell = Pick<RepetitionJob, 'variant' | 'd' | 'full'>;

export const GRID = 32_768;
export const PERTURBERS = 64;
const UPDATERS = 256;
/** Neurons whose weights a workgroup of the way back has; they divide the hidden layer. */
const NEURONS = 8;
/** Beyond this float32 knows nothing of the scores beside epsilon; nothing changes any more by then. */
const MAX_EPSILON = 1e30;

/** How the repetitions of a cell are computed. */
export interface Plan {
  /** Names the cell, hence all that is spliced into shaders. */
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
  readonly maxSteps: number;
  /** Whether the scale of the noise is learned, and what it is where it is not. */
  readonly learned: boolean;
  readonly fixedScale: number;
  /** Epsilon of the first step. */
  readonly epsilon: number;
  /** Text of the constants of all shaders. */
  readonly constants: string;
  /** The numbers of the uniform `Tables`. */
  readonly tables: Float32Array<ArrayBuffer>;
}

export function planOf({ variant, d, full }: Cell): Plan {
  const { method, knobs, stop } = matchingVariants[variant];
  const { sequences, hidden } = paperSetup;
  const noisy = method !== 'blackbox' && knobs.scale !== 'zero';
  const samples = noisy ? knobs.samples : 1;
  const total = reductions[method] === 'sum' ? knobs.samples : 1;
  const towards = {
    direct: Math.sign(knobs.epsilon) * (total / samples),
    blackbox: 1 / knobs.lambda,
  };
  const weight = method === 'direct' || method === 'blackbox' ? towards[method] : total / samples;
  const learned = noisy && knobs.scale === 'learned';
  const noise = noiseSpec(knobs.law, 0, knobs.variance);
  const patience = full ? Infinity : stop.patience;
  const { maxSteps } = stop;
  const integers = {
    ...{ SEQUENCES: sequences, SAMPLES: samples, HIDDEN: hidden, MAX_SAMPLES, GRID },
    ...{ PARAMS: networkSize(d, hidden), SCORE_PARAMS: scoreSize(d, hidden) },
    ...{ STREAM: streamId('matching/noise'), MAX_STEPS: maxSteps, PERTURBERS, UPDATERS, NEURONS },
    ...{ PATIENCE: Math.min(patience, 0xffffffff), ITERATIONS: knobs.iterations },
  };
  const reals = {
    ...{ WEIGHT: weight, SIGMA: knobs.sigma, LAMBDA: knobs.lambda, RATE: knobs.rate },
    TEMPERATURE: knobs.temperature,
    ...{
      LOCATION: noise.location,
      NOISE_SCALE: noise.scale,
      BETA1,
      BETA2,
      // what float32 makes of 1 - beta2 is 1e-5 of it away
      FRESH1: 1 - BETA1,
      FRESH2: 1 - BETA2,
      WEIGHT_LIMIT,
      CERTIFIED,
    },
    // the noise network learns from the mean over samples and cells, and descends that over sequences
    NOISE_WEIGHT: (weight * knobs.sigma) / (knobs.samples * d * d),
    NOISE_RATE: knobs.sigmaRate / sequences,
  };
  const choices = {
    ...{ NOISY: noisy, LEARNED: learned, GROWS: method === 'direct' },
    ...{ COMPARES: method !== 'fenchel-young', BLACKBOX: method === 'blackbox' },
    TOWARDS_OTHER: method === 'direct',
  };
  return {
    name: `${variant}/${d}${full ? '/full' : ''}`,
    ...{ d, sequences, hidden, samples, learned, maxSteps, law: knobs.law },
    ...{ params: integers.PARAMS, scoreParams: integers.SCORE_PARAMS, epsilon: knobs.epsilon },
    ...{ relaxed: method === 'gumbel-sinkhorn', iterations: knobs.iterations },
    tiles: hidden / NEURONS,
    fixedScale: noisy ? knobs.sigma : 0,
    constants: [
      ...Object.entries(integers).map(([name, value]) => `const ${name} = ${value}u;`),
      ...Object.entries(reals).map(
        ([name, value]) => `const ${name}: f32 = ${value.toExponential()};`,
      ),
      ...Object.entries(choices).map(([name, value]) => `const ${name} = ${value};`),
      '',
    ].join('\n'),
    tables: tablesOf(maxSteps, (growths) => grownEpsilon(growthRule(knobs), growths)),
  };
}

/** Adam's corrections by the number of the update, and epsilon by that of its growths, in float64 first. */
function tablesOf(maxSteps: number, epsilonAfter: (growths: number) => number) {
  const corrections = 4 * (Math.floor(maxSteps / 2) + 1);
  const tables = new Float32Array(corrections + 4 * (Math.floor(maxSteps / 4) + 1));
  for (let step = 0; step < maxSteps; step++) {
    tables[2 * step] = 1 / (1 - BETA1 ** (step + 1));
    tables[2 * step + 1] = 1 / (1 - BETA2 ** (step + 1));
  }
  for (let growths = 0; growths <= maxSteps; growths++) {
    const epsilon = epsilonAfter(growths);
    tables[corrections + growths] = Math.sign(epsilon) * Math.min(Math.abs(epsilon), MAX_EPSILON);
  }
  return tables;
}
