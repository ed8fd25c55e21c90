import { explicitNoise } from '../../src/core/estimators/estimator';
import { fenchelYoung } from '../../src/core/estimators/fenchel-young';
import { perturbedMaximiser } from '../../src/core/estimators/perturbed';
import type { LawName } from '../../src/core/noise/laws';
import { createNoise } from '../../src/core/noise/noise';
import { gridPath } from '../../src/core/oracles/grid-path/grid-path';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { rows, structureOracle } from './structures';

export function runPerturbed({ input }: Case): Computed | null {
  if (input.structure === 'shortest_path') return runShortestPath(input);
  const theta = vector(input, 'theta');
  const d = theta.length;
  const oracle = structureOracle(input, d);
  if (!oracle) return null;
  const noise = createNoise({ law: input.noise as LawName, location: 0, scale: 1 });
  const source = explicitNoise(matrix(input, 'z'), d);
  const sigma = number(input, 'sigma');
  const result = perturbedMaximiser(oracle, theta, sigma, source, noise);
  const withTruth = () => fenchelYoung(oracle, theta, sigma, source, vector(input, 'y_true'));
  return {
    mean: () => result.mean.value,
    vjp: () => result.vjp(vector(input, 'dy')).value,
    jacobian: () => rows(result.jacobian().value, d),
    fy_loss: () => withTruth().loss.value,
    fy_grad: () => withTruth().gradient.value,
    peer_sq_loss: () =>
      withTruth().gradient.value.reduce((sum, difference) => sum + difference ** 2, 0),
  };
}

/** Costs are minus scores, and the noise on them minus the noise on the scores. */
function runShortestPath(input: Case['input']): Computed | null {
  // minus a Gumbel is no Gumbel: only symmetric noise can be turned
  if (input.noise !== 'normal') return null;
  const costs = vector(input, 'theta');
  const [rowCount, columns] = vector(input, 'shape');
  const turned = matrix(input, 'z').map((z) => z.map((value) => -value));
  const oracle = gridPath(rowCount, columns);
  const scores = costs.map((cost) => -cost);
  const sigma = number(input, 'sigma');
  const source = explicitNoise(turned, costs.length);
  const noise = createNoise({ law: 'normal', location: 0, scale: 1 });
  const result = perturbedMaximiser(oracle, scores, sigma, source, noise);
  const withTruth = () => fenchelYoung(oracle, scores, sigma, source, vector(input, 'y_true'));
  const negated = (values: Float64Array) => values.map((value) => -value);
  return {
    mean: () => result.mean.value,
    vjp: () => negated(result.vjp(vector(input, 'dy')).value),
    jacobian: () => rows(negated(result.jacobian().value), costs.length),
    fy_loss: () => withTruth().loss.value,
    fy_grad: () => negated(withTruth().gradient.value),
    peer_sq_loss: () =>
      withTruth().gradient.value.reduce((sum, difference) => sum + difference ** 2, 0),
  };
}
