import type { Oracle } from '../oracles/oracle';
import type { DrawNoise } from './estimator';
import type { GradientEstimator } from './gradient-estimator';
import type { Counts } from './meter';

/** Estimators that compare a perturbed prediction with another structure. */
export interface PerturbedEstimator<Point, Y> extends GradientEstimator<Point, Draw<Y>, DrawNoise> {
  readonly cost: { readonly draw: Pick<Counts, 'oracles'> };
}

/** One draw of theirs, as it came about. */
export interface Draw<Y> {
  /** y*, the prediction. */
  readonly prediction: Y;
  /** The structure that it is compared with. */
  readonly other: Y;
  /** Parts in which they differ. */
  readonly changed: number;
  /** <gamma, raw draw>: the raw estimate of the slope in sigma. */
  readonly slope: number;
  /** The noise [dim], 0 where there is none. */
  readonly gamma: Float64Array;
  /** mu + sigma*gamma [dim], of which y* is the maximiser. */
  readonly perturbed: Float64Array;
}

/** Where predictions stay by the number of their draw: a search begins where the last one ended. */
export type Memory<Y> = Map<number, Y>;

/** What estimators of perturbed predictions are bound to, at least. */
export interface PerturbedPoint<Y> {
  /** mu [dim], finite. */
  readonly scores: Float64Array;
  /** At 0 no noise is asked for. */
  readonly sigma: number;
  readonly memory?: Memory<Y>;
}

/** y* = argmax <mu + sigma*gamma, y>, with room for everything that a draw needs. */
export interface Perturbed<Y> {
  /** The noise [dim], after `perturb`. */
  readonly gamma: Float64Array;
  /** mu + sigma*gamma [dim], after `perturb`. */
  readonly perturbed: Float64Array;
  perturb(point: PerturbedPoint<Y>, draw: number, noise: DrawNoise): void;
  /** The prediction for the perturbed scores, beginning where the same draw has ended before. */
  predict(point: PerturbedPoint<Y>, draw: number): Y;
  /** Adds weight * (prediction - other), or (other - prediction), to out, and tells what the draw was. */
  compare(
    prediction: Y,
    other: Y,
    towards: 'prediction' | 'other',
    weight: number,
    out: Float64Array,
  ): Draw<Y>;
}

export function perturbedBy<Y>(oracle: Oracle<Y>): Perturbed<Y> {
  const gamma = new Float64Array(oracle.dim);
  const perturbed = new Float64Array(oracle.dim);
  const own = oracle.create();
  const seen = { changed: 0, slope: 0 };
  /** Held by the visitor: a function made for every draw would be one more thing to collect. */
  let target: Float64Array = perturbed;
  let factor = 0;
  const visit = (part: number, change: number) => {
    target[part] += factor * change;
    seen.slope += change * gamma[part];
    seen.changed++;
  };
  return {
    gamma,
    perturbed,
    perturb({ scores, sigma }, draw, noise) {
      if (sigma === 0) {
        gamma.fill(0);
        perturbed.set(scores);
        return;
      }
      noise(draw, gamma);
      for (let i = 0; i < perturbed.length; i++) perturbed[i] = scores[i] + sigma * gamma[i];
    },
    predict({ memory }, draw) {
      const near = memory?.get(draw);
      const prediction = near ?? (memory ? oracle.create() : own);
      oracle.solve(perturbed, prediction, near);
      if (!near) memory?.set(draw, prediction);
      return prediction;
    },
    compare(prediction, other, towards, weight, out) {
      target = out;
      factor = weight;
      seen.changed = 0;
      seen.slope = 0;
      if (towards === 'prediction') oracle.difference(other, prediction, visit);
      else oracle.difference(prediction, other, visit);
      const { changed, slope } = seen;
      // in one object: to spread one into another takes longer than all the rest of a draw
      return { prediction, other, changed, slope, gamma, perturbed };
    },
  };
}
