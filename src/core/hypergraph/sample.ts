import { laws } from '../noise/laws';
import { unitUniform, type Rng } from '../rng/rng';
import type { Hypergraph } from './hypergraph';
import type { Inside } from './inside';

/**
 * Adds the parts of a derivation drawn with probability ~ exp(score/t) to y [dim+1]. From the goal on, a
 * node takes the edge of the largest log chance + Gumbel noise of the word (sample, edge), so scores that
 * move a little change few of the samples.
 */
export function addSample(
  { nodes, first, left, right, part, also }: Hypergraph,
  { chance }: Inside,
  rng: Rng,
  sample: number,
  y: Float64Array,
): void {
  const pending = [nodes - 1];
  for (let v = pending.pop(); v !== undefined; v = pending.pop()) {
    let taken = first[v];
    let most = -Infinity;
    for (let e = first[v]; e < first[v + 1]; e++) {
      if (chance[e] === 0) continue;
      const value = Math.log(chance[e]) + laws.gumbel.quantile(unitUniform(rng.word(sample, e)));
      if (value > most) [taken, most] = [e, value];
    }
    y[part[taken]]++;
    y[also[taken]]++;
    if (right[taken] < nodes) pending.push(right[taken]);
    if (left[taken] < nodes) pending.push(left[taken]);
  }
}
