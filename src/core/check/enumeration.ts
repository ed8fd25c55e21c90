import type { Oracle } from '../oracles/oracle';

/**
 * The slow way that needs no cleverness: every structure is looked at. Truth for the oracles, and
 * the maximiser of objectives that are not linear.
 */

/**
 * max over structures of <scores, y> + bonus(y, index); the first maximiser goes to out.
 * @returns the maximum
 */
export function maximiseByEnumeration(
  structures: readonly Float64Array[],
  scores: ArrayLike<number>,
  bonus: (y: Float64Array, index: number) => number,
  out: Float64Array,
): number {
  let best = -Infinity;
  let bestIndex = 0;
  structures.forEach((y, index) => {
    let value = bonus(y, index);
    for (let i = 0; i < y.length; i++) value += scores[i] * y[i];
    if (value > best) {
      best = value;
      bestIndex = index;
    }
  });
  out.set(structures[bestIndex]);
  return best;
}

/** E f(y) for a law given as a probability for each structure, in the order of enumerate. */
export function expectation(
  oracle: Oracle,
  probability: (y: Float64Array, index: number) => number,
  f: (y: Float64Array) => number,
): number {
  let sum = 0;
  let index = 0;
  for (const y of oracle.enumerate()) sum += probability(y, index++) * f(y);
  return sum;
}
