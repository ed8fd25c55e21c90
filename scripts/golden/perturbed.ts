import { explicitNoise } from '../../src/core/estimators/estimator';
import { fenchelYoung } from '../../src/core/estimators/fenchel-young';
import { perturbedMaximiser } from '../../src/core/estimators/perturbed-maximiser';
import type { LawName } from '../../src/core/noise/laws';
import { createNoise } from '../../src/core/noise/noise';
import { gridPath } from '../../src/core/oracles/grid-path/grid-path';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { rows, structureOracle } from './structures';

/**
 * Of paths theta are costs: minus scores, so that the noise on the scores is minus that of the fixture, its
 * law mirrored, and gradients in costs are minus those in scores.
 */
export function runPerturbed({ input }: Case): Computed | null {
  const isPath = input.structure === 'shortest_path';
  const theta = vector(input, 'theta');
  const d = theta.length;
  const oracle = isPath ? pathOracle(vector(input, 'shape')) : structureOracle(input, d);
  if (!oracle) return null;
  const sign = isPath ? -1 : 1;
  const turned = (values: ArrayLike<number>) => Float64Array.from(values, (value) => sign * value);
  const noise = createNoise({ law: input.noise as LawName, location: 0, scale: 1 });
  const law = { ...noise, scoreFunction: (z: number) => sign * noise.scoreFunction(sign * z) };
  const source = explicitNoise(matrix(input, 'z').map(turned), d);
  const scores = turned(theta);
  const sigma = number(input, 'sigma');
  const result = perturbedMaximiser(oracle, scores, sigma, source, law);
  const withTruth = () => fenchelYoung(oracle, scores, sigma, source, vector(input, 'y_true'));
  return {
    mean: () => result.mean.value,
    vjp: () => turned(result.vjp(vector(input, 'dy')).value),
    jacobian: () => rows(turned(result.jacobian().value), d),
    fy_loss: () => withTruth().loss.value,
    fy_grad: () => turned(withTruth().gradient.value),
    peer_sq_loss: () =>
      withTruth().gradient.value.reduce((sum, difference) => sum + difference ** 2, 0),
  };
}

const pathOracle = ([rowCount, columns]: readonly number[]) => gridPath(rowCount, columns);
