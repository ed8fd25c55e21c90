/** 1 / (1 + exp(-v)). Its complement is logistic(-v): 1 - logistic(v) would lose the digits of small ones. */
export function logistic(v: number): number {
  return 1 / (1 + Math.exp(-v));
}

/** log(1 + exp(v)), without overflow: its derivative is logistic(v). */
export function softplus(v: number): number {
  return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
}
