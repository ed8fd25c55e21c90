import { hullGradient, slopeAt } from '../../losses/hull-gradient';
import type { Law } from '../../noise/laws';
import type { Relaxation } from '../../relaxations/relaxation';
import type { DrawNoise } from '../estimator';
import {
  checkPoint,
  checkSamples,
  type LossEstimator,
  type LossPoint,
} from '../gradient-estimator';
import { addCosts, type Counts } from '../meter';
import type { NoiseBook } from '../noise-book';

export interface PathSettings {
  /** Temperature of the relaxation, positive: sigma of the point unless told. */
  readonly t?: number;
  /** Samples of an estimate, 1 unless told: draw i takes samples i*S .. i*S+S-1. */
  readonly samples?: number;
}

/** What is particular to an estimator whose gradient goes back through perturbed scores. */
export interface PathParts extends PathSettings {
  readonly relaxation: Relaxation;
  readonly noise: (book: NoiseBook) => DrawNoise;
  /**
   * Writes the structure at which the loss is looked at, given perturbed scores and their relaxation, to
   * out [dim]. Without: at the relaxation.
   */
  readonly structure?: (perturbed: Float64Array, out: Float64Array) => void;
  readonly temperature?: (point: LossPoint) => number;
  /** What a sample costs. */
  readonly cost: Partial<Counts>;
}

/** The noise of parts, of whatever law the book has. */
export const ofParts = (book: NoiseBook): DrawNoise => book.parts;

/** Noise of a law of its own for each part, from the book's uniform numbers. */
export function ofLaw(law: Law): PathParts['noise'] {
  return (book) => (index, out) => {
    book.second(index, out);
    for (let i = 0; i < out.length; i++) out[i] = law.quantile(out[i]);
  };
}

/**
 * Path gradients: with u = mu + sigma gamma and J the Jacobian of relax_t at u,
 *
 *   g = 1/S sum over samples of J^T grad l(y),
 *
 * where y is relax_t(u), or a structure in its place.
 */
export function pathOf(parts: PathParts): LossEstimator {
  const { relaxation, structure, samples = 1, t, cost } = parts;
  const { temperature = ({ sigma }: LossPoint) => t ?? sigma } = parts;
  checkSamples(samples);
  const vector = () => new Float64Array(relaxation.dim);
  const [gamma, perturbed, y, slope, back] = [vector(), vector(), vector(), vector(), vector()];
  let point: LossPoint;
  let book: NoiseBook | null = null;
  let fill: DrawNoise;

  /** Adds weight * J^T grad l of a sample to out. @returns its loss */
  function addSample(number: number, weight: number, out: Float64Array): number {
    const { scores, sigma, loss } = point;
    fill(number, gamma);
    for (let i = 0; i < gamma.length; i++) perturbed[i] = scores[i] + sigma * gamma[i];
    relaxation.forward(perturbed, temperature(point), y);
    structure?.(perturbed, y);
    const value = slopeAt(loss, y, slope);
    relaxation.backward(slope, back);
    for (let i = 0; i < back.length; i++) out[i] += weight * back[i];
    return value;
  }

  return {
    bind(bound) {
      checkPoint(bound, relaxation.dim);
      hullGradient(bound.loss);
      point = bound;
    },
    scale: () => 1,
    draw(index, noise, weight, out) {
      if (noise !== book) fill = parts.noise((book = noise));
      let total = 0;
      for (let s = 0; s < samples; s++) {
        total += addSample(index * samples + s, weight / samples, out);
      }
      return { loss: total / samples };
    },
    cost: addCosts([], [{ draw: cost }], samples),
  };
}
