import { laws } from '../noise/laws';
import { unitUniform, type Rng } from '../rng/rng';
import type { PrefixTree } from './prefix-tree';

/** Standard Gumbel noise of the nodes of a tree, one number each. */
export type NodeNoise = (node: number) => number;

/** The noise of a sample: the same sample is the same noise, whatever the tree's probabilities. */
export function nodeNoise(rng: Rng, sample: number): NodeNoise {
  return (node) => laws.gumbel.quantile(unitUniform(rng.word(sample, node)));
}

/**
 * Ancestral sampling: from the root on the next action is drawn from its conditional law, here as the
 * argmax of log p(action | prefix) + Gumbel noise (of equals the lowest action). A leaf is drawn with its
 * probability; where probabilities move a little, most samples stay.
 */
export function ancestralSample({ children, logStep }: PrefixTree, noise: NodeNoise): number {
  let node = 0;
  while (children[node] < children[node + 1]) {
    let best = children[node];
    let most = -Infinity;
    for (let child = children[node]; child < children[node + 1]; child++) {
      const value = logStep[child] + noise(child);
      if (value > most) [most, best] = [value, child];
    }
    node = best;
  }
  return node;
}
