import { checkPositive, checkVector } from '../../checks';
import { lawRule } from '../../laws/quadrature';
import { laws } from '../../noise/laws';
import { normalCdf } from '../../noise/normal';

/** Where a random point of the simplex is exactly on its boundary. */
export interface FaceMasses {
  /** P(z = e_i) [n]. */
  readonly corners: Float64Array;
  /** P(z on the open edge of classes i and j) [n*n], symmetric, 0 on the diagonal. */
  readonly edges: Float64Array;
}

/**
 * Masses of Gaussian-sparsemax, z = sparsemax((mu + sigma gamma) / t) with gamma normal (Farinhas et al.
 * 2022), on the corners and the edges of the simplex; what is left is on larger faces. By one integral each:
 * z is a corner where a score leads all others by t. It is on an edge where the two differ by less than t, of
 * which their sum knows nothing, and all others are below (their sum - t) / 2, the threshold times t.
 * Path gradients of z are `backward` of sparsemax.
 * @throws RangeError for a score that is not finite, sigma or t not positive
 */
export function gaussianSparsemaxMasses(mu: ArrayLike<number>, sigma: number, t = 1): FaceMasses {
  const n = mu.length;
  checkVector('mu', mu, n);
  checkPositive('sigma', sigma);
  checkPositive('t', t);
  const corners = new Float64Array(n);
  const edges = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    corners[i] = integral((x, j) => (j === i ? 1 : normalCdf(x + (mu[i] - mu[j] - t) / sigma)));
    for (let j = 0; j < i; j++) edges[i * n + j] = edges[j * n + i] = edge(i, j);
  }
  return { corners, edges };

  function edge(i: number, j: number): number {
    const [gap, spread] = [Math.abs(mu[i] - mu[j]), sigma * Math.SQRT2];
    // both from the lower tail, where the digits are
    const near = normalCdf((t - gap) / spread) - normalCdf((-t - gap) / spread);
    return (
      near *
      integral((x, other) => {
        if (other === i || other === j) return 1;
        return normalCdf(x / Math.SQRT2 + (mu[i] + mu[j] - t - 2 * mu[other]) / (2 * sigma));
      })
    );
  }

  /** E over a normal x of the product over all classes of what is below. */
  function integral(below: (x: number, other: number) => number): number {
    const { nodes, weights } = lawRule(laws.normal, []);
    let sum = 0;
    for (let q = 0; q < nodes.length; q++) {
      let product = weights[q] * laws.normal.density(nodes[q]);
      for (let j = 0; j < n && product > 0; j++) product *= below(nodes[q], j);
      sum += product;
    }
    return sum;
  }
}
