import { explicitNoise } from '../../src/core/estimators/estimator';
import { perturbedMaximiser } from '../../src/core/estimators/perturbed';
import type { LawName } from '../../src/core/noise/laws';
import { createNoise } from '../../src/core/noise/noise';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { rows, structureOracle } from './structures';

export function runPerturbed({ input }: Case): Computed | null {
  const theta = vector(input, 'theta');
  const d = theta.length;
  const oracle = structureOracle(input, d);
  if (!oracle) return null;
  const noise = createNoise({ law: input.noise as LawName, location: 0, scale: 1 });
  const source = explicitNoise(matrix(input, 'z'), d);
  const result = perturbedMaximiser(oracle, theta, number(input, 'sigma'), source, noise);
  const fenchelYoung = () => result.fenchelYoung(vector(input, 'y_true'));
  return {
    mean: () => result.mean.value,
    vjp: () => result.vjp(vector(input, 'dy')).value,
    jacobian: () => rows(result.jacobian().value, d),
    fy_loss: () => fenchelYoung().loss.value,
    fy_grad: () => fenchelYoung().gradient.value,
    peer_sq_loss: () =>
      fenchelYoung().gradient.value.reduce((sum, difference) => sum + difference ** 2, 0),
  };
}
