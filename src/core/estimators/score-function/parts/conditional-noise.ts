import type { GibbsTable } from '../../../laws/gibbs-table';
import type { NoiseBook } from '../../noise-book';

/**
 * Perturbed log-probabilities z [count] given that structure b is the largest, from fresh uniforms v:
 * z_b = -log(-log v_b), which is standard Gumbel, and z_i = -log(-log v_i / p_i - log v_b) below it.
 */
export function conditionalNoise(
  { probabilities }: GibbsTable,
  b: number,
  number: number,
  noise: NoiseBook,
  out: Float64Array,
): void {
  noise.second(number, out);
  const top = -Math.log(out[b]);
  for (let i = 0; i < out.length; i++) {
    out[i] = -Math.log(i === b ? top : top - Math.log(out[i]) / probabilities[i]);
  }
}
