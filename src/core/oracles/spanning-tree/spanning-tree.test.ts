import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeEdges } from './edges';
import { spanningTree } from './spanning-tree';

/** Prim's algorithm, the other way: the best edge that leaves the part of node 0, the lowest of equals. */
function prim(n: number, scores: ArrayLike<number>): number[] {
  const { low, high, count } = completeEdges(n);
  const inside = new Set([0]);
  const tree: number[] = [];
  while (inside.size < n) {
    let best = -1;
    for (let e = 0; e < count; e++) {
      if (inside.has(low[e]) === inside.has(high[e])) continue;
      if (best < 0 || scores[e] > scores[best]) best = e;
    }
    inside.add(low[best]).add(high[best]);
    tree.push(best);
  }
  return tree.sort((a, b) => a - b);
}

const solve = (n: number, scores: readonly number[]) => {
  const oracle = spanningTree(n);
  const tree = oracle.create();
  oracle.solve(Float64Array.from(scores), tree);
  return [...tree];
};

describe('the maximum spanning tree', () => {
  it('lists the edges of the complete graph by their ends', () => {
    const { low, high, count } = completeEdges(4);
    expect(count).toBe(6);
    expect([...low]).toEqual([0, 0, 0, 1, 1, 2]);
    expect([...high]).toEqual([1, 2, 3, 2, 3, 3]);
  });

  it('is the same by the algorithms of Kruskal and Prim, ties included', () => {
    const problem = fc.integer({ min: 1, max: 14 }).chain((n) => {
      const scores = <T>(score: fc.Arbitrary<T>) => {
        const length = (n * (n - 1)) / 2;
        return fc.array(score, { minLength: length, maxLength: length });
      };
      const huge = fc.integer({ min: -9, max: 9 }).map((score) => score * 1e300);
      const tiny = fc.integer({ min: -9, max: 9 }).map((score) => score * 1e-300);
      const plain = fc.double({ min: -1e6, max: 1e6, noNaN: true });
      const tied = fc.integer({ min: 0, max: 2 });
      return fc.tuple(
        fc.constant(n),
        fc.oneof(scores(plain), scores(tied), scores(huge), scores(tiny)),
      );
    });
    fc.assert(
      fc.property(problem, ([n, scores]) => {
        expect(solve(n, scores)).toEqual(prim(n, scores));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('takes the lowest edges of equal scores: the star of node 0', () => {
    expect(solve(5, new Array<number>(10).fill(-3))).toEqual([0, 1, 2, 3]);
    expect(solve(4, [0, -0, 0, -0, 0, -0])).toEqual([0, 1, 2]);
  });

  it('is counted by the formula of Cayley, and refused by name without a node', () => {
    expect([1, 2, 3, 4, 5, 6].map((n) => spanningTree(n).count())).toEqual([
      1, 1, 3, 16, 125, 1296,
    ]);
    expect(spanningTree(200).count()).toBe(Infinity);
    expect(() => spanningTree(9).enumerate().next()).toThrow('4782969 structures');
    expect(() => spanningTree(0)).toThrow('n must be a positive integer, got 0');
    expect(() => spanningTree(2.5)).toThrow('n must be a positive integer, got 2.5');
  });
});
