import { createNetwork } from '../../../core/networks/scores';
import type { Measured } from '../../../core/sweeps/sweep';
import { isDiverged } from '../../../core/training/diverged';
import { uniformSequences } from './data';
import { createEvaluation } from './evaluation';
import { trainingData } from './gradients';
import { createLoudness } from './loudness';
import { scaleOf } from './objective';
import { trainToStop, type Training } from './repetition';

/** Sequences that a training is tested on, which it has not seen. */
const TESTS = 20;

/**
 * Trains to the end and tests.
 * @param pause called between steps; may throw to give up
 */
export async function measureTraining(
  training: Training,
  pause?: () => void | Promise<void>,
): Promise<Measured> {
  const { state, ...trained } = await trainToStop(training, Date.now, pause);
  return measureTrained(training, { ...state, ...trained });
}

/** A training that has come to its end, whoever made its steps. */
export interface TrainedCell {
  readonly params: Float64Array;
  /** Steps done. */
  readonly step: number;
  readonly growths: number;
  /** Training loss of the last step. */
  readonly loss: number;
  /** Noise scale of the last step and of the first, mean over the training sequences. */
  readonly sigma: number;
  readonly firstSigma: number;
}

/** What is measured of it, by the names that results have. */
export function measureTrained(
  training: Training,
  { params, step, growths, loss, sigma, firstSigma }: TrainedCell,
): Measured {
  return {
    ...orLost(() => measureWeights(training, params)),
    ...{ steps: step, loss, sigma, gain: sigma - firstSigma, growths },
  };
}

/** The noise scale under weights, mean over the training sequences. */
export function meanScale({ setup, knobs }: Training, params: Float64Array): number {
  const network = createNetwork(setup.d, setup.hidden);
  const scores = new Float64Array(setup.d ** 2);
  const scales = trainingData(setup).map(({ numbers }) =>
    scaleOf(knobs, network.forward(params, numbers, scores)),
  );
  return scales.reduce((sum, scale) => sum + scale, 0) / scales.length;
}

/** How the weights sort what they have not seen, and how far their margin is above the noise. */
function measureWeights({ setup, knobs }: Training, params: Float64Array) {
  const test = uniformSequences(setup.seed, 'test', TESTS, setup.d);
  const { wrong, anyWrong } = createEvaluation(setup)(params, test);
  const { margin, noise } = createLoudness(setup, trainingData(setup))(params, knobs);
  return { wrong: 100 * wrong, imperfect: 100 * anyWrong, loudness: margin / noise };
}

/** Not numbers where the weights have lost theirs. */
function orLost(measure: () => Weighed): Weighed {
  try {
    return measure();
  } catch (error) {
    if (!isDiverged(error)) throw error;
    return { wrong: NaN, imperfect: NaN, loudness: NaN };
  }
}

type Weighed = ReturnType<typeof measureWeights>;
