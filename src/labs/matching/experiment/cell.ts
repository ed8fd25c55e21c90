import type { Measured } from '../../../core/sweeps/sweep';
import { isDiverged } from '../../../core/training/diverged';
import { uniformSequences } from './data';
import { createEvaluation } from './evaluation';
import { trainingData } from './gradients';
import { createLoudness } from './loudness';
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
  const { state, loss, sigma, firstSigma } = await trainToStop(training, Date.now, pause);
  return {
    ...orLost(() => measureWeights(training, state.params)),
    ...{ steps: state.step, loss, sigma, gain: sigma - firstSigma, growths: state.growths },
  };
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
