import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximiseByEnumeration } from '../check/enumeration';
import { dot } from '../vector';
import { arborescence } from './arborescence/arborescence';
import { graphPath } from './graph-path/graph-path';
import { forwardPath } from './grid-path/forward-path';
import { gridPath } from './grid-path/grid-path';
import { kSubset } from './k-subset/k-subset';
import { listed } from './listed/listed';
import { matching } from './matching/matching';
import { oneHot } from './one-hot/one-hot';
import type { Oracle } from './oracle';
import { ranking } from './ranking/ranking';
import { spanningTree } from './spanning-tree/spanning-tree';

interface Specified {
  readonly name: string;
  /** Whether it returns the first optimum in the order of enumeration. */
  readonly first: boolean;
  readonly make: (n: number) => Oracle;
  readonly sizes: readonly number[];
  /** The score that it takes one for, where that is another. */
  readonly taken?: (score: number) => number;
}

/** Every edge from a node to a later one. */
const pairs = (n: number) =>
  Array.from({ length: n }, (_, from) =>
    Array.from({ length: n - 1 - from }, (_, i) => [from, from + 1 + i] as const),
  ).flat();

/** One spec for every oracle. */
const oracles: readonly Specified[] = [
  { name: 'one-hot', first: true, make: (n: number) => oneHot(n), sizes: [1, 2, 3, 8, 33] },
  { name: '1-subset', first: true, make: (n: number) => kSubset(n, 1), sizes: [1, 2, 7] },
  {
    name: 'half-subset',
    first: true,
    make: (n: number) => kSubset(n, n >> 1),
    sizes: [2, 5, 8, 11],
  },
  { name: 'full subset', first: true, make: (n: number) => kSubset(n, n), sizes: [1, 4] },
  { name: 'ranking', first: true, make: (n: number) => ranking(n), sizes: [1, 2, 4, 5, 6] },
  {
    name: 'listed',
    first: true,
    make: (n: number) => listed([...ranking(n).enumerate()].reverse()),
    sizes: [1, 2, 4, 5],
  },
  { name: 'matching', first: false, make: (n: number) => matching(n), sizes: [1, 2, 3, 4, 5, 6] },
  {
    name: 'spanning tree',
    first: true,
    make: (n: number) => spanningTree(n),
    sizes: [1, 2, 3, 4, 5, 6],
  },
  {
    name: 'arborescence',
    first: false,
    make: (n: number) => arborescence(n),
    sizes: [1, 2, 3, 4, 5],
  },
  {
    name: 'arborescence of one root arc',
    first: false,
    make: (n: number) => arborescence(n, 'one'),
    sizes: [2, 3, 4, 5, 6],
  },
  {
    name: 'path through a graph without cycles',
    first: false,
    make: (n: number) => graphPath({ nodes: n, edges: pairs(n) }, 0, n - 1),
    sizes: [2, 3, 4, 5, 8],
  },
  {
    name: 'forward path',
    first: true,
    make: (n: number) => forwardPath(n, n),
    sizes: [1, 2, 3, 4],
  },
  {
    name: 'forward path without diagonals',
    first: true,
    make: (n: number) => forwardPath(n, n + 1, 4),
    sizes: [1, 2, 3, 4],
  },
  {
    name: 'grid path',
    first: false,
    make: (n: number) => gridPath(n, 3),
    sizes: [1, 2, 3],
    taken: (score: number) => Math.min(score, 0),
  },
];

/** Random, tied, structured and badly scaled scores; integers where sums must be exact. */
const scoresOf = (d: number, exact: boolean) => {
  const integers = (bound: number) =>
    fc.array(fc.integer({ min: -bound, max: bound }), { minLength: d, maxLength: d });
  const all = [
    integers(1),
    integers(3),
    integers(1000),
    fc.integer({ min: -5, max: 5 }).map((value) => new Array<number>(d).fill(value)),
    fc.boolean().map((up) => Array.from({ length: d }, (_, i) => (up ? i : -i))),
    fc.integer({ min: 1, max: 4 }).map((m) => Array.from({ length: d }, (_, i) => (i * i) % m)),
    integers(2).map((scores) => scores.map((score) => 1e6 + score)),
    integers(9).map((scores) => scores.map((score) => score * 1e6)),
  ];
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  return exact
    ? fc.oneof(...all)
    : fc.oneof(...all, fc.array(number, { minLength: d, maxLength: d }));
};

describe.each(oracles)('oracle: $name', ({ make, sizes, first, taken }) => {
  it('agrees with enumeration on thousands of random problems, ties included', () => {
    for (const n of sizes) {
      const oracle = make(n);
      const structures = [...oracle.enumerate()];
      const runs = Math.max(150, Math.min(1000, Math.floor(60_000 / structures.length)));
      const out = new Float64Array(oracle.dim);
      const best = new Float64Array(oracle.dim);
      fc.assert(
        fc.property(scoresOf(oracle.dim, first), (scores) => {
          const score = oracle.argmax(scores, out);
          const value = taken ? dot(scores.map(taken), out) : score;
          const maximised = taken ? scores.map(taken) : scores;
          const wanted = maximiseByEnumeration(structures, maximised, () => 0, best);
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(wanted)),
          );
          if (first) expect([...out]).toEqual([...best]);
        }),
        { numRuns: runs, seed: n },
      );
    }
  });

  it('comes to an end at the best of scores whose sums are no numbers', () => {
    const oracle = make(sizes[sizes.length - 1]);
    const structures = [...oracle.enumerate()];
    const [out, best] = [new Float64Array(oracle.dim), new Float64Array(oracle.dim)];
    const units = fc.array(fc.integer({ min: -1, max: 1 }), {
      minLength: oracle.dim,
      maxLength: oracle.dim,
    });
    fc.assert(
      fc.property(units, (signs) => {
        oracle.argmax(
          signs.map((sign) => sign * Number.MAX_VALUE),
          out,
        );
        const maximised = taken ? signs.map(taken) : signs;
        const wanted = maximiseByEnumeration(structures, maximised, () => 0, best);
        expect(dot(maximised, out)).toBe(wanted);
      }),
      { numRuns: 50, seed: oracle.dim },
    );
  });

  it('enumerates count() different structures, the argmax among them', () => {
    for (const n of sizes) {
      const oracle = make(n);
      const all = [...oracle.enumerate()].map((y) => y.join());
      expect(all.length).toBe(oracle.count());
      expect(new Set(all).size).toBe(all.length);
      const out = new Float64Array(oracle.dim);
      oracle.argmax(
        Float64Array.from(out, (_, i) => Math.sin(7 * i)),
        out,
      );
      expect(all).toContain(out.join());
    }
  });

  it('holds structures that are what it returns as vectors, and tells two of them apart', () => {
    const oracle: Oracle = make(sizes[sizes.length - 1]);
    const d = oracle.dim;
    const held = [oracle.create(), oracle.create()];
    const vectors = [new Float64Array(d), new Float64Array(d)];
    const indicator = new Float64Array(d);
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    const scores = fc.array(number, { minLength: d, maxLength: d });
    fc.assert(
      fc.property(scores, scores, (one, two) => {
        [one, two].forEach((list, i) => {
          oracle.solve(Float64Array.from(list), held[i]);
          oracle.argmax(list, vectors[i]);
          oracle.indicator(held[i], indicator.fill(7));
          expect([...indicator]).toEqual([...vectors[i]]);
        });
        const changes = new Float64Array(d);
        const visited: number[] = [];
        oracle.difference(held[0], held[1], (part, change) => {
          expect(change).not.toBe(0);
          changes[part] += change;
          visited.push(part);
        });
        expect([...changes]).toEqual([...vectors[1].map((y, i) => y - vectors[0][i])]);
        expect(new Set(visited).size).toBe(visited.length);
        oracle.difference(held[1], held[1], () => expect.unreachable());
      }),
      { numRuns: 100, seed: d },
    );
  });

  it('names the score that is NaN or infinite', () => {
    const oracle = make(sizes[1]);
    const d = oracle.dim;
    for (const bad of [NaN, Infinity, -Infinity]) {
      const scores = new Float64Array(d);
      scores[d - 1] = bad;
      expect(() => oracle.argmax(scores, new Float64Array(d))).toThrow(
        new RangeError(`scores[${d - 1}] must be a finite number, got ${bad}`),
      );
    }
  });

  it('rejects scores and outputs of the wrong size', () => {
    const oracle = make(sizes[0]);
    const right = new Float64Array(oracle.dim);
    const wrong = new Float64Array(oracle.dim + 1);
    expect(() => oracle.argmax(wrong, right)).toThrow(`must have ${oracle.dim} entries`);
    expect(() => oracle.argmax(right, wrong)).toThrow(`must have ${oracle.dim} entries`);
  });
});

describe('ties', () => {
  const argmax = (oracle: Oracle, scores: number[]) => {
    const out = new Float64Array(oracle.dim);
    oracle.argmax(scores, out);
    return [...out];
  };

  it('go to the lowest index', () => {
    expect(argmax(oneHot(3), [1, 2, 2])).toEqual([0, 1, 0]);
    expect(argmax(kSubset(5, 3), [1, 0, 1, 2, 1])).toEqual([1, 0, 1, 1, 0]);
    expect(argmax(ranking(3), [5, 5, 5])).toEqual([2, 1, 0]);
  });

  it('treat 0 and -0 as equal', () => {
    expect(argmax(oneHot(2), [-0, 0])).toEqual([1, 0]);
    expect(argmax(kSubset(3, 1), [-0, 0, -0])).toEqual([1, 0, 0]);
    expect(argmax(ranking(2), [-0, 0])).toEqual([1, 0]);
  });

  it('give one and the same matching every time', () => {
    const oracle = matching(6);
    const scores = Array.from({ length: 36 }, (_, i) => i % 2);
    expect(argmax(oracle, scores)).toEqual(argmax(oracle, scores));
    expect(argmax(matching(3), new Array(9).fill(4))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe('sizes', () => {
  it('that make no sense are rejected by name', () => {
    expect(() => oneHot(0)).toThrow('n must be a positive integer, got 0');
    expect(() => kSubset(3, 4)).toThrow('k must be at most n = 3, got 4');
    expect(() => kSubset(3, 0)).toThrow('k must be a positive integer, got 0');
    expect(() => matching(2.5)).toThrow('n must be a positive integer, got 2.5');
  });

  it('too large to enumerate are refused on the first step, with the count', () => {
    expect(() => ranking(11).enumerate().next()).toThrow('39916800 structures');
    expect(kSubset(1000, 500).count()).toBeGreaterThan(1e290);
    expect(() => kSubset(1000, 500).enumerate().next()).toThrow(RangeError);
  });

  it('of a thousand classes are solved', () => {
    const scores = Float64Array.from({ length: 1024 }, (_, i) => (i * 389) % 1024);
    const out = new Float64Array(1024);
    expect(kSubset(1024, 3).argmax(scores, out)).toBe(1023 + 1022 + 1021);
  });
});
