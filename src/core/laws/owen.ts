import { normalCdf } from '../noise/normal';
import { compositeRule } from './quadrature';

/** 64 points on [0, 1]: exp(-h^2 x^2 / 2) is resolved for every h at which the function is not 0. */
const rule = compositeRule([0, 0.25, 0.5, 0.75, 1]);
/** Beyond it exp(-h^2 / 2) is 0. */
const FAR = 38.6;

/**
 * Owen's T function at (h, k/h), for two independent standard normal numbers X, Y
 *
 *   T(h, k/h) = P(X > h, 0 < Y < X k/h)  =  1/(2 pi) integral_0^{k/h} exp(-h^2 (1 + x^2) / 2) / (1 + x^2) dx,
 *
 * k >= 0 (odd in k), h >= 0. Told k in place of a = k/h, it has its limit where h = 0; T(0, 0/0) is 0.
 * Above a = 1 by T(h, a) + T(k, 1/a) = (p + q)/2 - p q with the upper tails p of h and q of k. To 1e-16.
 */
export function owenT(h: number, k: number): number {
  if (k < 0) return -owenT(h, -k);
  if (h > FAR || k === 0) return 0;
  if (k > h) {
    const [p, q] = [normalCdf(-h), normalCdf(-k)];
    return (p + q) / 2 - p * q - owenT(k, h);
  }
  const a = k / h;
  let sum = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    const x = a * rule.nodes[i];
    const square = 1 + x * x;
    sum += (rule.weights[i] * Math.exp(-0.5 * h * h * square)) / square;
  }
  return (a * sum) / (2 * Math.PI);
}
