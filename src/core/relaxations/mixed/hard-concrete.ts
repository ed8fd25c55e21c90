import { checkPositive } from '../../checks';
import { logistic } from '../../logistic';
import { laws } from '../../noise/laws';
import { compositeRule } from '../../laws/quadrature';
import { attained, type Regularised } from '../regularised';
import { createOnBits } from '../subset/bits';

/** The sigmoid is stretched to (-0.1, 1.1) before it is clipped: its authors' limits. */
const STRETCH = 0.1;
const WIDTH = 1 + 2 * STRETCH;
/** logit of the sigmoid where the stretched one reaches 1. */
const REACH = Math.log((1 + STRETCH) / STRETCH);
/** Beyond it the logistic density is 0. */
const FAR = 750;

/**
 * The stretched sigmoid, clipped (Louizos, Welling and Kingma 2018):
 *
 *   argmax over 0 <= y <= 1 of <theta, y> - t Omega(y) = clip(1.2 c - 0.1, 0, 1), c = 1 / (1 + exp(-theta/t)),
 *
 * Omega(y) = 1.2 sum (c log c + (1-c) log(1-c)) at c = (y + 0.1) / 1.2, less what it is at y = 0. With logistic
 * noise, theta = mu + sigma gamma, and t = beta sigma it is a sample of the Hard Concrete law, and
 * `backward` the path gradient: 1.2 c (1-c) / t inside, 0 at both ends.
 */
export function createStretchedSigmoid(n: number): Regularised {
  return createOnBits(n, {
    name: 'stretched sigmoid',
    solve(z, y, w) {
      for (let i = 0; i < n; i++) {
        const c = logistic(z[i]);
        y[i] = Math.min(Math.max(WIDTH * c - STRETCH, 0), 1);
        w[i] = Math.abs(z[i]) < REACH ? WIDTH * c * logistic(-z[i]) : 0;
      }
      return 0;
    },
    conjugate: (z, y) => attained(z, y, (p) => stretchedEntropy(p) - stretchedEntropy(0)),
  });
}

function stretchedEntropy(y: number): number {
  const c = (y + STRETCH) / WIDTH;
  return WIDTH * (c * Math.log(c) + (1 - c) * Math.log1p(-c));
}

/** A bit that is 0 or 1 with a mass of its own, and anywhere between with a density. */
export interface MixedBit {
  /** P(z = 0). */
  readonly zero: number;
  /** P(z = 1). */
  readonly one: number;
  /** E z. */
  readonly mean: number;
  /** dE z / dmu: what path gradients of it are on average. */
  readonly slope: number;
}

/**
 * The Hard Concrete law of a bit of score mu at noise scale sigma: z = clip(1.2 c - 0.1, 0, 1) with
 * c = sigmoid((gamma + mu/sigma) / beta), gamma logistic. Its masses are sigmoids,
 *
 *   P(z = 0) = sigmoid(-mu/sigma - beta log 11), P(z = 1) = sigmoid(mu/sigma - beta log 11),
 *
 * and 1 - P(z = 0) is the expected number of ones of an L0 penalty; the mean is by quadrature, to 1e-12.
 * @throws RangeError for a score that is not finite, sigma or beta not positive
 */
export function hardConcrete(mu: number, sigma: number, beta = 2 / 3): MixedBit {
  if (!Number.isFinite(mu)) throw new RangeError(`mu must be a finite number, got ${mu}`);
  checkPositive('sigma', sigma);
  checkPositive('beta', beta);
  const centre = mu / sigma;
  const one = logistic(centre - beta * REACH);
  // over v = (gamma + mu/sigma) / beta: z is between 0 and 1 from -REACH to REACH
  const [from, to] = [centre - FAR, centre + FAR].map((end) =>
    Math.min(REACH, Math.max(-REACH, end / beta)),
  );
  const length = to - from;
  const panels = 4 * Math.ceil(1 + (length / REACH) * beta);
  const { nodes, weights } = compositeRule(
    Float64Array.from({ length: panels + 1 }, (_, p) => from + (length * p) / panels),
  );
  let [mean, slope] = [one, 0];
  for (let q = 0; q < nodes.length; q++) {
    const c = logistic(nodes[q]);
    const mass = weights[q] * beta * laws.logistic.density(beta * nodes[q] - centre);
    mean += mass * (WIDTH * c - STRETCH);
    slope += (mass * WIDTH * c * (1 - c)) / beta / sigma;
  }
  return { zero: logistic(-centre - beta * REACH), one, mean, slope };
}
