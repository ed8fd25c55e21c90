import { softplus } from '../logistic';
import { laws, type LawName } from '../noise/laws';

/**
 * Two independent standard numbers a, b of a law, one of them x ahead: a paired comparison. Under Gumbel
 * noise it is the model of Bradley and Terry, under normal noise that of Thurstone.
 */
export interface Comparison {
  /** P(a + x > b): rises from 0 to 1, winning(-x) = 1 - winning(x). */
  winning(x: number): number;
  /** Its derivative: the density of b - a. */
  density(x: number): number;
  /**
   * E max(a + x, b) - E a - max(x, 0): what two chances are worth beyond the better one. Even in x and
   * falling to 0; the derivative of max(x, 0) + excess(x) is winning(x).
   */
  excess(x: number): number;
}

/** The difference of two Gumbel numbers is logistic. */
const gumbel: Comparison = {
  winning: laws.logistic.cdf,
  density: laws.logistic.density,
  excess: (x) => softplus(-Math.abs(x)),
};

const normal: Comparison = {
  winning: (x) => laws.normal.cdf(x * Math.SQRT1_2),
  density: (x) => laws.normal.density(x * Math.SQRT1_2) * Math.SQRT1_2,
  excess: (x) => {
    const a = Math.abs(x) * Math.SQRT1_2;
    const tail = a === Infinity ? 0 : a * laws.normal.cdf(-a);
    return Math.max(0, Math.SQRT2 * (laws.normal.density(a) - tail));
  },
};

/** B_2n / (2n)!, n = 1, 2, ...: x / (1 - exp(-x)) = 1 + x/2 + sum of b_n x^2n, for small x. */
const bernoulli = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
];
const SMALL = 0.5;

/** sum of factor(2n) b_n x^(2n - 2). */
function series(x: number, factor: (power: number) => number): number {
  let sum = 0;
  for (let n = bernoulli.length; n >= 1; n--) sum = sum * x * x + factor(2 * n) * bernoulli[n - 1];
  return sum;
}

/** E max(a + x, b) = x / (1 - exp(-x)) for logistic numbers; the others are its derivatives. */
const logistic: Comparison = {
  winning(x) {
    if (Math.abs(x) < SMALL) return 0.5 + x * series(x, (power) => power);
    const ahead = Math.abs(x);
    const e = Math.exp(-ahead);
    const lost = ahead > 700 ? 0 : (e * (ahead + Math.expm1(-ahead))) / Math.expm1(-ahead) ** 2;
    return x > 0 ? 1 - lost : lost;
  },
  density(x) {
    if (Math.abs(x) < SMALL) return series(x, (power) => power * (power - 1));
    const ahead = Math.abs(x);
    if (ahead > 700) return 0;
    const e = Math.exp(-ahead);
    return (e * (ahead * (1 + e) - 2 * (1 - e))) / (1 - e) ** 3;
  },
  excess(x) {
    const ahead = Math.abs(x);
    if (ahead === 0) return 1;
    return ahead > 700 ? 0 : ahead / Math.expm1(ahead);
  },
};

/** The difference of two uniform numbers of (-1, 1) has a triangular density. */
const uniform: Comparison = {
  winning(x) {
    const short = Math.max(0, 2 - Math.abs(x));
    const lost = (short * short) / 8;
    return x > 0 ? 1 - lost : lost;
  },
  density: (x) => Math.max(0, 2 - Math.abs(x)) / 4,
  excess: (x) => Math.max(0, 2 - Math.abs(x)) ** 3 / 24,
};

/** In closed form for every law. */
export const comparisons: Readonly<Record<LawName, Comparison>> = {
  gumbel,
  normal,
  logistic,
  uniform,
};
