/** The worst k-subset's loss minus that of the best. */
export function lossRange(loss: readonly number[], k: number): number {
  const ascending = loss.toSorted((a, b) => a - b);
  const n = loss.length;
  return ascending.reduce((sum, l, i) => sum + l * (Number(i >= n - k) - Number(i < k)), 0);
}
