import { checkNotZero, checkPositive } from '../checks';
import { hullGradient } from '../losses/hull-gradient';
import { withLoss } from '../losses/loss';
import type { Oracle } from '../oracles/oracle';
import { directLossOf } from './direct-loss';
import { checkPoint, checkSamples, type LossEstimator, type LossPoint } from './gradient-estimator';
import { imleOf } from './imle';
import { addCosts, type Counts } from './meter';
import type { NoiseBook } from './noise-book';
import type { Draw, PerturbedEstimator } from './perturbed-prediction';
import { structureSlope } from './surrogates/prediction';

/**
 * Estimators that compare perturbed predictions, as estimators of the gradient of a mean loss: noise on the
 * parts, and means of several samples.
 */
interface Compared {
  /** Adds weight times the raw draw of a sample to out [dim]. @returns the loss of its prediction */
  readonly sample: (number: number, noise: NoiseBook, weight: number, out: Float64Array) => number;
  readonly bindCost: Partial<Counts>;
}

interface ComparedParts {
  readonly dim: number;
  readonly samples: number;
  readonly scale: number;
  readonly cost: Partial<Counts>;
  readonly bind: (point: LossPoint) => Compared;
}

function comparedBy({ dim, samples, scale, cost, bind }: ComparedParts): LossEstimator {
  checkSamples(samples);
  let bound: Compared = { sample: () => 0, bindCost: {} };
  return {
    bind(point) {
      checkPoint(point, dim);
      bound = bind(point);
    },
    scale: () => scale,
    draw(index, noise, weight, out) {
      let total = 0;
      for (let s = 0; s < samples; s++) {
        total += bound.sample(index * samples + s, noise, weight / samples, out);
      }
      return { loss: total / samples };
    },
    /** Of the last point: a loss that is not linear is looked at at every structure. */
    get cost() {
      return addCosts([{ bind: bound.bindCost, draw: {} }], [{ draw: cost }], samples);
    },
  };
}

/** A sample of an estimator that is bound, and the loss of its prediction as a vector. */
const sampleOf =
  <Point, Y>(
    { draw }: PerturbedEstimator<Point, Y>,
    lossOf: (found: Draw<Y>) => number,
  ): Compared['sample'] =>
  (number, noise, weight, out) =>
    lossOf(draw(number, noise.parts, weight, out));

/**
 * Direct loss (Cohen Indelman and Hazan 2021) of any loss: raw draws y*(eps) - y*, worth 1/eps. Linear losses
 * are added to the scores; of any other one all structures are enumerated when it is bound.
 * @throws RangeError for epsilon = 0, and on binding a loss over a set that is too large to enumerate
 */
export function directLossGradientOf(
  oracle: Oracle,
  { epsilon, samples = 1 }: { readonly epsilon: number; readonly samples?: number },
): LossEstimator {
  checkNotZero('epsilon', epsilon);
  const { dim } = oracle;
  const y = new Float64Array(dim);
  return comparedBy({
    ...{ dim, samples, scale: 1 / epsilon, cost: { oracles: 2, values: 1 } },
    bind: ({ scores, sigma, loss }) => ({
      bindCost: { values: loss.linear ? 0 : oracle.count() },
      sample: withLoss(oracle, loss, (found) => {
        const estimator = directLossOf(found.oracle);
        estimator.bind({ scores, sigma, epsilon, augmented: found.augmented });
        return sampleOf(estimator, ({ prediction }) => {
          found.oracle.indicator(prediction, y);
          return loss.value(y);
        });
      }),
    }),
  });
}

/**
 * I-MLE (Niepert et al. 2021) of a loss with a gradient: raw draws y* - y*(mu + sigma gamma - step grad l(y*)),
 * worth 1/step here, so that it can be compared; as printed they are worth 1.
 * @throws RangeError for a step that is not positive, and on binding a loss without a gradient
 */
export function imleGradientOf<Y>(
  oracle: Oracle<Y>,
  { step, samples = 1 }: { readonly step: number; readonly samples?: number },
): LossEstimator {
  checkPositive('step', step);
  const { dim } = oracle;
  const estimator = imleOf(oracle);
  const slope = structureSlope(oracle);
  return comparedBy({
    ...{ dim, samples, scale: 1 / step, cost: { oracles: 2, gradients: 1 } },
    bind({ scores, sigma, loss }) {
      hullGradient(loss);
      estimator.bind({
        ...{ scores, sigma, step },
        addLossGradient: (structure, weight, moved) => slope.move(loss, structure, weight, moved),
      });
      return { bindCost: {}, sample: sampleOf(estimator, slope.value) };
    },
  });
}
