import { checkSize } from '../checks';
import type { Rng } from '../rng/rng';
import { unitUniform } from '../rng/rng';
import { normalQuantile } from './normal';

/** 10, as the authors have it: the sum over k parts is the largest of as many exponential numbers. */
const TERMS = 10;

/**
 * Noise of which the sum over the k members of a subset is near Gumbel (Niepert et al. 2021, theorem 1),
 *
 *   gamma = 1/k (sum_{i=1}^{terms} G_i - log terms),   G_i ~ Gamma of shape 1/k and scale k/i;
 *
 * sums of k have the distribution function (1 - exp(-z)/terms)^terms. Writes a number a part, a function of
 * the draw and the part alone.
 * @throws RangeError unless k and terms are positive integers
 */
export function sumOfGamma(
  rng: Rng,
  k: number,
  terms = TERMS,
): (draw: number, out: Float64Array) => void {
  checkSize('k', k);
  checkSize('terms', terms);
  const words = new Uint32Array(4);
  return (draw, out) => {
    for (let part = 0; part < out.length; part++) {
      let block = 0;
      const three = () => {
        rng.block(draw, block++, part, words);
        return words;
      };
      let sum = 0;
      for (let i = 1; i <= terms; i++) sum += (k / i) * smallGamma(1 / k, three);
      out[part] = (sum - Math.log(terms)) / k;
    }
  };
}

/**
 * A Gamma number of shape a <= 1, by rejection from shape a + 1 (Marsaglia and Tsang 2000), times a power of
 * a uniform number.
 * @param next new words, of which three are used
 */
function smallGamma(a: number, next: () => Uint32Array): number {
  const d = a + 2 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const [first, second, third] = next();
    const x = normalQuantile(unitUniform(first));
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(unitUniform(second)) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
      return d * v * unitUniform(third) ** (1 / a);
    }
  }
}
