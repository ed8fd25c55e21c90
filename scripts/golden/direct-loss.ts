import { directLoss } from '../../src/core/estimators/direct-loss';
import { explicitNoise } from '../../src/core/estimators/estimator';
import { linearLoss } from '../../src/core/losses/linear';
import type { Loss } from '../../src/core/losses/loss';
import { sortingLoss } from '../../src/core/check/sorting-losses';
import { squareLoss } from '../../src/core/check/square-loss';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { structureOracle } from './structures';

export function runDirectLoss({ input }: Case): Computed | null {
  const scores = vector(input, 'mu');
  const oracle = structureOracle(input, scores.length);
  const loss = readLoss(input.loss as Case['input']);
  if (!oracle || !loss) return null;
  const predictions: Float64Array[] = [];
  const augmented: Float64Array[] = [];
  const result = directLoss({
    oracle,
    loss,
    scores,
    sigma: number(input, 'sigma'),
    epsilon: number(input, 'eps'),
    noise: explicitNoise(matrix(input, 'gamma'), scores.length),
    visit(_, prediction, withLoss) {
      predictions.push(prediction.slice());
      augmented.push(withLoss.slice());
    },
  });
  return {
    y_star: () => predictions,
    y_eps: () => augmented,
    dmu: () => result.scores.value,
    dsigma: () => result.sigma.value,
    mean_loss: () => result.loss.value,
    loss_star: () => predictions.map((y) => loss.value(y)),
  };
}

function readLoss(input: Case['input']): Loss | null {
  switch (input?.type) {
    case 'linear':
      return linearLoss(vector(input, 'c'));
    case 'square':
      return squareLoss(vector(input, 'c'), number(input, 'target'));
    case 'sorting':
      return sortingLoss(vector(input, 'x'), matrix(input, 'yhat').flat());
    default:
      return null;
  }
}
