import { checkPositive } from '../../checks';
import type { Oracle } from '../../oracles/oracle';
import { blackboxOf } from '../blackbox';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise } from '../without-noise';
import { structureSlope } from './prediction';
import type { StepSettings } from './spigot';

export interface InterpolationSettings extends StepSettings {
  /** `towards` less loss, as its authors have it and unless told; or `away` from it, as the survey does. */
  readonly side?: 'towards' | 'away';
}

/** No noise is asked for at sigma = 0. */
const silence = () => undefined;

/**
 * Linear interpolation (Vlastelica et al. 2020; Niculae et al. 2023, equation 4.3), blackbox differentiation
 * of a loss over structures: how the prediction changes as the scores move along the gradient of the loss,
 *
 *   towards: y* - y*(mu - step grad l(y*)),   away: y*(mu + step grad l(y*)) - y*,   worth 1/step.
 *
 * For a linear loss it is direct loss without noise, at epsilon = -step and step. For short steps 0 almost
 * everywhere.
 * @throws RangeError for a step that is not positive, and on binding a loss without a gradient
 */
export function interpolationOf<Y>(
  oracle: Oracle<Y>,
  { step = 1, side = 'towards' }: InterpolationSettings = {},
): LossEstimator {
  checkPositive('step', step);
  const sign = side === 'towards' ? 1 : -1;
  const blackbox = blackboxOf(oracle);
  const slope = structureSlope(oracle);
  return withoutNoise(
    oracle.dim,
    ({ scores, loss }, out) => {
      blackbox.bind({
        ...{ scores, sigma: 0, lambda: sign * step },
        addLossGradient: (structure, weight, moved) => slope.move(loss, structure, weight, moved),
      });
      blackbox.draw(0, silence, sign, out.fill(0));
      return { value: slope.value(), cost: { ...blackbox.cost.draw, gradients: 1 } };
    },
    1 / step,
  );
}
