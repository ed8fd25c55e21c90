import { scaledSum, softmax } from '../laws/gibbs';
import { checkFinite } from '../problem';

export interface GumbelSoftmax {
  /** Relaxed one-hot [n], sums to 1. */
  readonly y: Float64Array;
  /** Gradient of <dy, y> in the logits [n]; sums to 0. */
  readonly dlogits: Float64Array;
  /** tau * logsumexp((logits + gumbel) / tau), in units of the logits; tends to the maximum. */
  readonly logz: number;
  /** Index of the largest logits + gumbel (lowest of equals): the sample that y relaxes. */
  readonly argmax: number;
}

/**
 * Gumbel-softmax: y = softmax((logits + gumbel) / tau), the maximiser of <logits + gumbel, y> plus
 * tau times the entropy over the simplex; with standard Gumbel noise its argmax is a sample of
 * softmax(logits) (Jang et al. 2017; Maddison et al. 2017).
 * @param dy upstream gradient [n]; its product comes with the value
 * @throws RangeError for a tau that is not positive, sizes that differ or entries not finite
 */
export function gumbelSoftmax(
  logits: ArrayLike<number>,
  gumbel: ArrayLike<number>,
  tau: number,
  dy: ArrayLike<number>,
): GumbelSoftmax {
  checkInputs({ logits, gumbel, dy }, tau);
  const perturbed = Float64Array.from(logits, (logit, i) => logit + gumbel[i]);
  const argmax = indexOfMaximum(perturbed);
  const maximum = perturbed[argmax];
  // differences to the maximum before the division: exact for near scores, however large
  const x = perturbed.map((score) => (score === maximum ? 0 : (score - maximum) / tau));
  const y = softmax(x);
  let mean = 0;
  for (let i = 0; i < y.length; i++) mean += y[i] * dy[i];
  return {
    y,
    dlogits: y.map((p, i) => (p * (dy[i] - mean)) / tau),
    logz: maximum + tau * Math.log1p(scaledSum(x).rest),
    argmax,
  };
}

function indexOfMaximum(x: Float64Array): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) if (x[i] > x[best]) best = i;
  return best;
}

function checkInputs(vectors: Record<string, ArrayLike<number>>, tau: number): void {
  if (!(tau > 0 && Number.isFinite(tau))) {
    throw new RangeError(`tau must be positive and finite, got ${tau}`);
  }
  const n = vectors.logits.length;
  for (const [name, values] of Object.entries(vectors)) {
    if (values.length !== n) {
      throw new RangeError(`${name} must have ${n} entries, got ${values.length}`);
    }
    checkFinite(name, values);
  }
}
