import { checkLength, checkSize, checkVector } from '../checks';
import { createOracle, partByPart, type Oracle } from '../oracles/oracle';
import { createKBest, type KBest } from './best';
import type { Hypergraph } from './hypergraph';
import { addBest, createMaximum, maximise } from './maximum';
import { countDerivations, derivations } from './walk';

/** An oracle by dynamic programming, which finds the k best structures too. */
export interface StructuredOracle extends Oracle<Float64Array> {
  /** @throws RangeError unless k is a positive integer */
  kBest(k: number): KBest;
}

/**
 * The oracle of a hypergraph whose derivations are structures of different parts, each part once: among
 * structures of equal score the first in the order of `enumerate`. O(edges).
 */
export function structuredOracle(name: string, graph: Hypergraph): StructuredOracle {
  const { dim } = graph;
  const [own, y] = [new Float64Array(dim + 1), new Float64Array(dim + 1)];
  const withoutEnd = y.subarray(0, dim);
  const maximum = createMaximum(graph);
  const oracle = createOracle<Float64Array>({
    ...partByPart(dim),
    name,
    dim,
    count: () => countDerivations(graph),
    solve(scores, out) {
      own.set(scores);
      maximise(graph, own, maximum);
      y.fill(0);
      addBest(graph, maximum, y);
      out.set(withoutEnd);
    },
    enumerate: () => derivations(graph),
  });
  return {
    ...oracle,
    kBest(k) {
      checkSize('k', k);
      const { find } = createKBest(graph, k);
      return {
        find(scores, out) {
          checkVector('scores', scores, dim);
          checkLength('out', out, k * dim);
          return find(scores, out);
        },
      };
    },
  };
}
