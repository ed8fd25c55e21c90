import type { NoiseBook } from '../../noise-book';
import type { TableProblem } from './table-problem';

/** @throws RangeError unless size is an integer from least to most */
export function checkSetSize(size: number, most: number, least = 1): void {
  if (!Number.isInteger(size) || size < least || size > most) {
    throw new RangeError(`size must be an integer from ${least} to ${most}, got ${size}`);
  }
}

/**
 * Different structures in the order in which they are drawn without replacement: those of the largest
 * log p + Gumbel noise, of equal ones the first. Writes as many as out has room for.
 */
export function drawSet(
  { sample, perturbed }: TableProblem,
  number: number,
  noise: NoiseBook,
  out: Int32Array,
): void {
  sample(number, noise);
  for (let s = 0; s < perturbed.length; s++) {
    let at = Math.min(s, out.length);
    while (at > 0 && perturbed[s] > perturbed[out[at - 1]]) {
      if (at < out.length) out[at] = out[at - 1];
      at--;
    }
    if (at < out.length) out[at] = s;
  }
}
