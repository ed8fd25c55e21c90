import { vectorsOf } from '../../laws/gibbs-table';
import { hullGradient, slopeAt } from '../../losses/hull-gradient';
import { createSoftmax } from '../../relaxations/simplex/softmax';
import { addDifference, differenceAlong } from '../../relaxations/sparse-map/difference';
import type { StructureTable } from '../../structures/table';
import {
  checkPoint,
  checkSamples,
  type LossEstimator,
  type LossPoint,
} from '../gradient-estimator';
import type { NoiseBook } from '../noise-book';
import type { PathSettings } from './path';

/**
 * Gumbel-softmax over whole structures, each with noise of its own, as the Gibbs law is sampled:
 *
 *   y = sum over s of r_s y_s,   r = softmax((<mu, y_s> + sigma gamma_s) / t),   g = d l(y) / d mu.
 *
 * Unbiased for E l(y), which comes to the mean loss under the Gibbs law as t -> 0. For tables only: it takes
 * as many random numbers as there are structures.
 */
export function tableSoftmaxOf(
  table: StructureTable,
  { t, samples = 1 }: PathSettings = {},
): LossEstimator {
  checkSamples(samples);
  const { dim, count } = table;
  const structures = vectorsOf(table);
  const [base] = structures;
  const softmax = createSoftmax(count);
  const numbers = () => new Float64Array(count);
  const [own, perturbed, weights] = [numbers(), numbers(), numbers()];
  const [along, back] = [numbers(), numbers()];
  const [y, slope] = [new Float64Array(dim), new Float64Array(dim)];
  let point: LossPoint;

  /** Adds weight times the gradient of a sample to out. @returns its loss */
  function addSample(number: number, noise: NoiseBook, weight: number, out: Float64Array): number {
    const { sigma, loss } = point;
    noise.structures(number, perturbed);
    for (let s = 0; s < count; s++) perturbed[s] = own[s] + sigma * perturbed[s];
    softmax.forward(perturbed, t ?? sigma, weights);
    y.set(base);
    for (let s = 1; s < count; s++) addDifference(weights[s], base, structures[s], y);
    const value = slopeAt(loss, y, slope);
    for (let s = 0; s < count; s++) along[s] = differenceAlong(slope, base, structures[s]);
    softmax.backward(along, back);
    for (let s = 1; s < count; s++) addDifference(weight * back[s], base, structures[s], out);
    return value;
  }

  return {
    bind(bound) {
      checkPoint(bound, dim);
      hullGradient(bound.loss);
      point = bound;
      for (let s = 0; s < count; s++) own[s] = differenceAlong(bound.scores, base, structures[s]);
    },
    scale: () => 1,
    draw(index, noise, weight, out) {
      let total = 0;
      for (let s = 0; s < samples; s++) {
        total += addSample(index * samples + s, noise, weight / samples, out);
      }
      return { loss: total / samples };
    },
    cost: { draw: { relaxed: samples, marginals: samples, products: samples } },
  };
}
