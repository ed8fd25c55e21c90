/**
 * <a, to - from>, over the parts that differ only, by Neumaier's compensated sum: scores of 1e6 that cancel
 * leave the digits of what is left.
 */
export function differenceAlong(a: Float64Array, from: Float64Array, to: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let p = 0; p < a.length; p++) {
    if (to[p] === from[p]) continue;
    const term = a[p] * (to[p] - from[p]);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Adds weight * (to - from) to out. */
export function addDifference(
  weight: number,
  from: Float64Array,
  to: Float64Array,
  out: Float64Array,
): void {
  for (let p = 0; p < out.length; p++) {
    if (to[p] !== from[p]) out[p] += weight * (to[p] - from[p]);
  }
}
