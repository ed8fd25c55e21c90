import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximiseByEnumeration } from '../../check/enumeration';
import { completeEdges } from '../spanning-tree/edges';
import { spanningTree } from '../spanning-tree/spanning-tree';
import { arborescence } from './arborescence';

type RootArcs = 'one' | 'many';

const headsOf = (n: number, scores: readonly number[], rootArcs: RootArcs = 'many') => {
  const oracle = arborescence(n, rootArcs);
  const heads = oracle.create();
  oracle.solve(Float64Array.from(scores), heads);
  return [...heads];
};

const valueOf = (n: number, scores: ArrayLike<number>, rootArcs: RootArcs = 'many') => {
  const oracle = arborescence(n, rootArcs);
  return oracle.argmax(scores, new Float64Array(n * n));
};

const matrixOf = (n: number, score: fc.Arbitrary<number>) =>
  fc.array(score, { minLength: n * n, maxLength: n * n });

/** Every node reaches the root by its heads, through at most n arcs. */
function expectTree(heads: readonly number[]): void {
  expect(heads[0]).toBe(-1);
  for (let v = 1; v < heads.length; v++) {
    let at = v;
    for (let steps = 0; at !== 0 && steps < heads.length; steps++) at = heads[at];
    expect(at).toBe(0);
  }
}

describe('the maximum arborescence', () => {
  it('contracts cycles within cycles', () => {
    // 1 and 2 want each other, and so do the pair and 3: the root enters at its best node
    const scores = [
      [0, 1, 5, 2],
      [0, 0, 10, 3],
      [0, 10, 0, 8],
      [0, 7, 9, 0],
    ];
    expect(headsOf(4, scores.flat())).toEqual([-1, 2, 0, 2]);
    expect(
      headsOf(
        4,
        scores.flat().map((score, c) => (c === 2 ? -9 : score)),
      ),
    ).toEqual([-1, 2, 3, 0]);
  });

  it.each([
    ['many', 6, 200],
    ['one', 6, 200],
    ['many', 5, 500],
    ['one', 5, 500],
  ] as const)(
    'is the best of all with %s root arcs on %i nodes, at any scale',
    (rootArcs, n, numRuns) => {
      const oracle = arborescence(n, rootArcs);
      const all = [...oracle.enumerate()];
      const best = new Float64Array(n * n);
      const scale = fc.constantFrom(1, 1e-300, 1e6, 1e12, 1e300);
      const integers = matrixOf(n, fc.integer({ min: -3, max: 3 }));
      fc.assert(
        fc.property(integers, scale, (scores, unit) => {
          const scaled = scores.map((score) => score * unit);
          const wanted = maximiseByEnumeration(all, scaled, () => 0, best);
          expect(Math.abs(valueOf(n, scaled, rootArcs) - wanted)).toBeLessThanOrEqual(
            1e-14 * Math.abs(wanted),
          );
        }),
        { numRuns, seed: n },
      );
    },
  );

  it('is a tree with the root arcs that were asked for, also of many nodes', () => {
    const sized = fc
      .integer({ min: 2, max: 30 })
      .chain((n) => fc.tuple(fc.constant(n), matrixOf(n, fc.integer({ min: -9, max: 9 }))));
    fc.assert(
      fc.property(sized, ([n, scores]) => {
        expectTree(headsOf(n, scores));
        const one = headsOf(n, scores, 'one');
        expectTree(one);
        expect(one.filter((head) => head === 0)).toHaveLength(1);
        expect(valueOf(n, scores)).toBeGreaterThanOrEqual(valueOf(n, scores, 'one'));
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('has one root arc by forcing each in turn', () => {
    const n = 9;
    fc.assert(
      fc.property(matrixOf(n, fc.integer({ min: -50, max: 50 })), (scores) => {
        const forced = Array.from({ length: n - 1 }, (_, i) =>
          // so dear that it is left out wherever it can be
          valueOf(
            n,
            scores.map((score, c) => (c < n && c !== i + 1 ? score - 1e6 : score)),
          ),
        );
        expect(valueOf(n, scores, 'one')).toBe(Math.max(...forced));
      }),
      { numRuns: 200, seed: 9 },
    );
  });

  it('is the spanning tree of symmetric scores', () => {
    const [n, { count, low, high }] = [12, completeEdges(12)];
    const edges = fc.array(fc.integer({ min: -99, max: 99 }), {
      minLength: count,
      maxLength: count,
    });
    fc.assert(
      fc.property(edges, (scores) => {
        const both = new Float64Array(n * n);
        for (let e = 0; e < count; e++) {
          both[low[e] * n + high[e]] = scores[e];
          both[high[e] * n + low[e]] = scores[e];
        }
        expect(valueOf(n, both)).toBe(spanningTree(n).argmax(scores, new Float64Array(count)));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('reads neither the diagonal nor the column of the root', () => {
    const scores = [5, 1, 2, 7, 9, 3, 8, 4, 6];
    const other = scores.map((score, c) => (c % 3 === 0 || c % 4 === 0 ? 1e9 : score));
    expect(headsOf(3, other)).toEqual(headsOf(3, scores));
  });

  it('gives ties to the lowest head', () => {
    expect(headsOf(5, new Array<number>(25).fill(-2))).toEqual([-1, 0, 0, 0, 0]);
    expect(headsOf(4, new Array<number>(16).fill(0), 'one')).toEqual([-1, 0, 1, 1]);
  });

  it('is counted, and refused by name where there is none', () => {
    expect([1, 2, 3, 4, 5].map((n) => arborescence(n).count())).toEqual([1, 1, 3, 16, 125]);
    expect([2, 3, 4, 5].map((n) => arborescence(n, 'one').count())).toEqual([1, 2, 9, 64]);
    expect(() => arborescence(9).enumerate().next()).toThrow('4782969 structures');
    expect(() => arborescence(0)).toThrow('n must be a positive integer, got 0');
    expect(() => arborescence(1, 'one')).toThrow('n must be at least 2, got 1');
  });
});
