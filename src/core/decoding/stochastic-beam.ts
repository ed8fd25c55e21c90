import { checkNumber } from '../checks';
import type { NodeNoise } from './ancestral';
import { keepBest, type Beam } from './beam';
import type { PrefixTree } from './prefix-tree';

export interface StochasticBeam extends Beam {
  /**
   * Perturbed log-probabilities G [nodes] of the nodes that were looked at; NaN elsewhere. That of a prefix
   * is the largest of the leaves below it.
   */
  readonly perturbed: Float64Array;
}

/**
 * Stochastic beam search (Kool et al. 2019, algorithm 1): the `width` leaves with the largest
 * log p(leaf) + Gumbel noise, which is a sample of leaves without replacement, best first by the
 * Plackett-Luce law, without a look at every leaf: the children of a node are drawn under the condition
 * that the largest of them is what the node has drawn.
 * @param root perturbed value of the root, which must be drawn: a constant gives sets of the right law and
 *   values that are not, so that every weight made of them is biased
 * @throws RangeError for a width that is not a positive integer, or a root that is not finite
 */
export function stochasticBeamSearch(
  tree: PrefixTree,
  width: number,
  noise: NodeNoise,
  root = noise(0),
): StochasticBeam {
  checkNumber('root', root);
  const { children, parent } = tree;
  const perturbed = new Float64Array(tree.nodes).fill(NaN);
  perturbed[0] = root;
  const value = (node: number) => {
    if (Number.isNaN(perturbed[node])) {
      const above = parent[node];
      drawChildren(tree, perturbed, children[above], children[above + 1], noise);
    }
    return perturbed[node];
  };
  return { ...keepBest(tree, width, value), perturbed };
}

/**
 * Draws G of the children from..to-1 given that the largest is the parent's: with independent
 * G' = log p + Gumbel and Z the largest of them,
 *
 *   exp(-G) = exp(-G_parent) - exp(-Z) + exp(-G').
 */
function drawChildren(
  { parent, logProbability }: PrefixTree,
  perturbed: Float64Array,
  from: number,
  to: number,
  noise: NodeNoise,
): void {
  const most = perturbed[parent[from]];
  // below a prefix whose probability is 0 in doubles nothing can be told apart
  if (most === -Infinity) return void perturbed.fill(-Infinity, from, to);
  let largest = -Infinity;
  for (let child = from; child < to; child++) {
    perturbed[child] = logProbability[child] + noise(child);
    largest = Math.max(largest, perturbed[child]);
  }
  for (let child = from; child < to; child++) {
    const below = largest - perturbed[child];
    const v = most - perturbed[child] + logOneMinusExp(below);
    perturbed[child] = most - Math.max(0, v) - Math.log1p(Math.exp(-Math.abs(v)));
  }
}

/** log(1 - exp(-x)) for x >= 0, without loss at either end; -Infinity at 0. */
function logOneMinusExp(x: number): number {
  return x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
}
