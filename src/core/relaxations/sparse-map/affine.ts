import { differenceAlong } from './difference';
import type { Face } from './face';

/** The best point of the affine hull of a face, by its weights; they may be negative. */
export interface Affine {
  /** [dim] t x in the penalised parts, 0 in the others, of the weights that were refined last. */
  readonly pull: Float64Array;
  /** Writes t times the weights of argmax <theta, x> - t/2 |x|^2, x in the affine hull, to out [size]. */
  solve(theta: Float64Array, t: number, out: Float64Array): void;
  /** Solves once more, for what rounding has left of the slopes at the weights of the last `solve`. */
  refine(t: number, weights: Float64Array): void;
}

/** @param penalised 1 for each penalised part [dim], else 0 */
export function createAffine<Y>(face: Face<Y>, penalised: Uint8Array): Affine {
  const dim = penalised.length;
  const pull = new Float64Array(dim);
  const slopes = new Float64Array(dim + 2);
  const change = new Float64Array(dim + 2);

  function measurePull(t: number, weights: Float64Array): void {
    face.combine(weights, t, pull);
    for (let p = 0; p < dim; p++) if (penalised[p] === 0) pull[p] = 0;
  }

  return {
    pull,
    solve(theta, t, out) {
      const { vectors } = face;
      for (let i = 0; i < face.size(); i++) {
        slopes[i] = differenceAlong(theta, vectors[0], vectors[i]);
      }
      face.follow(slopes, out);
      face.middle(change);
      for (let i = 0; i < face.size(); i++) out[i] += t * change[i];
    },
    refine(t, weights) {
      const { vectors } = face;
      measurePull(t, weights);
      for (let i = 0; i < face.size(); i++) {
        slopes[i] -= differenceAlong(pull, vectors[0], vectors[i]);
      }
      face.follow(slopes, change);
      for (let i = 0; i < face.size(); i++) weights[i] += change[i];
      measurePull(t, weights);
    },
  };
}
