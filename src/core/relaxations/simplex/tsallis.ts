/**
 * One entry of the negative Tsallis entropy, (p^alpha - p) / (alpha (alpha - 1)), for p > 0: p log p at
 * alpha = 1 and without loss near it. It is 0 at p = 1: corners of the simplex have no entropy.
 */
export function tsallis(alpha: number): (p: number) => number {
  const beta = alpha - 1;
  return (p) => (p * deformedLog(p, beta)) / alpha;
}

/** (p^beta - 1) / beta, the logarithm of Tsallis; log p for beta = 0. */
function deformedLog(p: number, beta: number): number {
  return beta === 0 ? Math.log(p) : Math.expm1(beta * Math.log(p)) / beta;
}

/**
 * Its derivative in beta, L^2 (x e^x - e^x + 1) / x^2 with L = log p, x = beta L: where x is small the
 * fraction is its series, sum over k of x^k (k+1)/(k+2)!.
 */
export function deformedLogSlope(p: number, beta: number): number {
  const log = Math.log(p);
  const x = beta * log;
  if (Math.abs(x) > 0.5) return (x * Math.exp(x) - Math.expm1(x)) / (beta * beta);
  let [sum, power] = [0, 0.5];
  for (let k = 0; k < 16; k++) {
    sum += power * (k + 1);
    power *= x / (k + 3);
  }
  return log * log * sum;
}
