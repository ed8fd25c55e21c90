import { logSpace } from '../../../core/laws/log-space';
import { indexOfMaximum, squaredLength } from '../../../core/vector';
import { worthAt } from './draws';
import { jacobiansOf, made, type ByForm, type FormName, type PerturbedProblem } from './jacobians';
import { exactLaw } from './law';
import { placeOf } from './structures';

/** What a gradient costs at one noise scale. */
export interface PriceAt {
  readonly sigma: number;
  /** Size (root of the summed squares) of the Jacobian. */
  readonly size: number;
  /** Variance of one draw of it, summed over its entries. */
  readonly variance: ByForm<number>;
  /** Share of the way from the prediction without noise to the mean of endless noise. */
  readonly way: number;
}

/** Noise scales at which the price is measured. */
export const priceSigmas = logSpace(0.01, 100, 33);

/** The price at a noise scale, the variances from `samples` draws; the rest exact where there is a law. */
export function priceAt(problem: PerturbedProblem, sigma: number, samples: number): PriceAt {
  const here = { ...problem, sigma };
  const { scene, noise } = made(here);
  const { estimates, mean } = jacobiansOf(here, 0, samples);
  const law = exactLaw(scene, problem.scores, sigma, noise);
  const variance = (form: FormName) => squaredLength(estimates[form].standardError) * samples;
  const best = scene.places[indexOfMaximum(worthAt(scene, problem.scores))];
  const at = placeOf(scene, law?.mean ?? mean);
  const end = loudMean(problem, samples);
  const whole = Math.hypot(end[0] - best[0], end[1] - best[1]);
  return {
    sigma,
    size: Math.sqrt(squaredLength(law?.jacobian() ?? estimates.symmetric.value)),
    variance: {
      structures: variance('structures'),
      symmetric: variance('symmetric'),
      maxima: variance('maxima'),
      centred: variance('centred'),
    },
    way: Math.hypot(at[0] - best[0], at[1] - best[1]) / whole,
  };
}

/** The mean of endless noise, which is that of any without scores. */
function loudMean(problem: PerturbedProblem, samples: number) {
  const level = { ...problem, scores: [0, 0] as const, sigma: 1 };
  const { scene, noise } = made(level);
  const law = exactLaw(scene, level.scores, level.sigma, noise);
  return placeOf(scene, law?.mean ?? jacobiansOf(level, 0, samples).mean);
}
