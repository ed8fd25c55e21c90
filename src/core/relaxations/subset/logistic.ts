/** 1 / (1 + exp(-v)). Its complement is logistic(-v): 1 - logistic(v) would lose the digits of small ones. */
export function logistic(v: number): number {
  return 1 / (1 + Math.exp(-v));
}
