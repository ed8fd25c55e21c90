import type { GoldenFile } from '../../src/core/atlas/atlas';
import { explicitNoise } from '../../src/core/estimators/estimator';
import { imle } from '../../src/core/estimators/imle';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { structureOracle } from './structures';

function runImle({ input }: Case): Computed | null {
  const scores = vector(input, 'theta');
  const oracle = structureOracle(input, scores.length);
  if (!oracle) return null;
  const dy = matrix(input, 'dy');
  const predictions: Float64Array[] = [];
  const targets: Float64Array[] = [];
  const { scores: gradient } = imle({
    ...{ oracle, scores },
    sigma: number(input, 'input_noise_temperature'),
    targetSigma: number(input, 'target_noise_temperature'),
    alpha: number(input, 'alpha'),
    step: number(input, 'beta'),
    noise: explicitNoise(matrix(input, 'z'), scores.length),
    lossGradient: (_, sample) => dy[sample],
    visit(_, prediction, target) {
      predictions.push(prediction.slice());
      targets.push(target.slice());
    },
  });
  return { y: () => predictions, y_target: () => targets, dtheta: () => gradient.value };
}

/** Implicit maximum likelihood. */
export const imleOperators = {
  imle: { title: 'implicit maximum likelihood (I-MLE)', run: runImle },
} satisfies Partial<Record<GoldenFile, unknown>>;
