/** What the rounding of sum = a + b has lost: a + b is sum and this (Knuth's two-sum). */
export function roundedOff(a: number, b: number, sum: number): number {
  const added = sum - a;
  return a - (sum - added) + (b - added);
}
