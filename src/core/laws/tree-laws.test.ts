import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingProbabilities } from '../check/structure-laws';
import { laws } from '../noise/laws';
import { arborescence } from '../oracles/arborescence/arborescence';
import { orderings } from '../oracles/orderings';
import { completeEdges } from '../oracles/spanning-tree/edges';
import { spanningTree } from '../oracles/spanning-tree/spanning-tree';
import { createRng, unitUniform } from '../rng/rng';
import { exponentialArborescence } from './exponential-arborescence';
import { softmax } from './gibbs';
import { treeInclusion, treeProbability } from './kruskal-tree';

const edgesOf = (y: Float64Array) => [...y.keys()].filter((e) => y[e] === 1);
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => Math.abs(value - b[i])).reduce((x, y) => Math.max(x, y), 0);
const scoresFor = (length: number) =>
  fc.array(fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.integer({ min: -1, max: 1 })), {
    minLength: length,
    maxLength: length,
  });

/** Standard deviations by which counts are off their law, at most. */
function worstDeviation(counts: ArrayLike<number>, law: ArrayLike<number>, draws: number): number {
  return Array.from(law, (p, i) => {
    const spread = Math.sqrt(draws * p * (1 - p));
    return spread === 0 ? counts[i] - draws * p : Math.abs(counts[i] - draws * p) / spread;
  }).reduce((a, b) => Math.max(a, b), 0);
}

describe('the law of Kruskal’s tree under Gumbel noise', () => {
  it('is the sum over all orders of the edges, by Plackett and Luce', () => {
    const n = 4;
    const sigma = 0.7;
    const scores = [0.3, -1.2, 2, 0.9, -0.4, 0];
    const wanted = new Map<string, number>();
    const orders = rankingProbabilities(scores.map((score) => score / sigma));
    let at = 0;
    for (const order of orderings(6)) {
      const ranks = new Float64Array(6);
      order.forEach((edge, place) => (ranks[edge] = -place));
      const y = new Float64Array(6);
      spanningTree(n).argmax(ranks, y);
      wanted.set(y.join(), (wanted.get(y.join()) ?? 0) + orders[at++]);
    }
    const inclusion = new Float64Array(6);
    for (const y of spanningTree(n).enumerate()) {
      const p = treeProbability(n, scores, sigma, edgesOf(y));
      expect(Math.abs(p - (wanted.get(y.join()) ?? 0))).toBeLessThan(1e-14);
      y.forEach((one, e) => (inclusion[e] += one * p));
    }
    expect(largestDifference(treeInclusion(n, scores, sigma), inclusion)).toBeLessThan(1e-14);
  });

  it.each([2, 3, 4, 5, 6])('is a law, of trees and of their edges: %i nodes', (n) => {
    const oracle = spanningTree(n);
    const trees = [...oracle.enumerate()];
    fc.assert(
      fc.property(scoresFor(oracle.dim), fc.constantFrom(0.1, 1, 5), (scores, sigma) => {
        const law = trees.map((y) => treeProbability(n, scores, sigma, edgesOf(y)));
        expect(sum(law)).toBeCloseTo(1, 13);
        const wanted = Float64Array.from(scores, (_, e) => sum(trees.map((y, s) => y[e] * law[s])));
        const inclusion = treeInclusion(n, scores, sigma);
        expect(largestDifference(inclusion, wanted)).toBeLessThan(1e-13);
        expect(sum(inclusion)).toBeCloseTo(n - 1, 12);
      }),
      { numRuns: n > 5 ? 4 : 30, seed: n },
    );
  });

  it('is that of simulated trees', () => {
    const [n, sigma, draws] = [6, 0.8, 20_000];
    const oracle = spanningTree(n);
    const scores = Float64Array.from({ length: oracle.dim }, (_, e) => Math.sin(5 * e));
    const rng = createRng(11, 'tree');
    const perturbed = new Float64Array(oracle.dim);
    const tree = oracle.create();
    const counts = new Float64Array(oracle.dim);
    for (let draw = 0; draw < draws; draw++) {
      for (let e = 0; e < oracle.dim; e++) {
        perturbed[e] = scores[e] + sigma * laws.gumbel.quantile(unitUniform(rng.word(draw, e)));
      }
      oracle.solve(perturbed, tree);
      for (const e of tree) counts[e]++;
    }
    expect(worstDeviation(counts, treeInclusion(n, scores, sigma), draws)).toBeLessThan(4.5);
  });

  it('favours stars over lines of equal scores', () => {
    const equal = (n: number) => new Float64Array((n * (n - 1)) / 2);
    const star = (n: number) => [...equal(n).keys()].slice(0, n - 1);
    const line = (n: number) => {
      const { low, high, count } = completeEdges(n);
      return Array.from({ length: count }, (_, e) => e).filter((e) => high[e] === low[e] + 1);
    };
    expect(125 * treeProbability(5, equal(5), 1, star(5))).toBeCloseTo(1.19, 2);
    expect(125 * treeProbability(5, equal(5), 1, line(5))).toBeCloseTo(0.93, 2);
    expect(1296 * treeProbability(6, equal(6), 1, star(6))).toBeCloseTo(1.37, 2);
    expect(1296 * treeProbability(6, equal(6), 1, line(6))).toBeCloseTo(0.87, 2);
    for (const p of treeInclusion(8, equal(8).fill(-3), 1)) expect(p).toBeCloseTo(1 / 4, 13);
  });

  it('of three nodes draws two edges without replacement', () => {
    const p = softmax([0.3, -1.2, 2]);
    const last = (e: number) =>
      sum([0, 1, 2].filter((i) => i !== e).map((i) => (p[i] * p[3 - i - e]) / (1 - p[i])));
    const inclusion = treeInclusion(3, [0.3, -1.2, 2], 1);
    inclusion.forEach((q, e) => expect(q).toBeCloseTo(1 - last(e), 14));
  });

  it('sees differences of scores over sigma only, whatever their size', () => {
    const scores = [1, 3, 2, 5, 4, 6, 1, 3, 2, 0];
    const plain = treeInclusion(5, scores, 1);
    const other = treeInclusion(
      5,
      scores.map((score) => (score + 1e6) * 2 ** 30),
      2 ** 30,
    );
    expect([...other]).toEqual([...plain]);
    const hard = new Float64Array(10);
    spanningTree(5).argmax(
      scores.map((score, e) => score + e / 16),
      hard,
    );
    const far = treeInclusion(
      5,
      scores.map((score, e) => 1e6 * (score + e / 16)),
      1,
    );
    expect([...far]).toEqual([...hard]);
  });

  it('shares ties equally where sigma is 0', () => {
    expect([...treeInclusion(3, [1, 0, 0], 0)]).toEqual([1, 0.5, 0.5]);
    const low = treeInclusion(5, [1, 3, 2, 3, 2, 1, 3, 1, 2, 2], 1e-3);
    const limit = treeInclusion(5, [1, 3, 2, 3, 2, 1, 3, 1, 2, 2], 0);
    expect(largestDifference(low, limit)).toBeLessThan(1e-14);
  });

  it('of one node is certain, and that of nine nodes is within reach', () => {
    expect([...treeInclusion(1, [], 1)]).toEqual([]);
    expect(treeProbability(1, [], 1, [])).toBe(1);
    const inclusion = treeInclusion(
      9,
      Float64Array.from({ length: 36 }, (_, e) => Math.cos(e)),
      0.5,
    );
    expect(sum(inclusion)).toBeCloseTo(8, 11);
  });

  it('refuses what has no law, by name', () => {
    expect(() => treeInclusion(11, new Float64Array(55), 1)).toThrow(
      'n must be at most 10, got 11',
    );
    expect(() => treeInclusion(3, [1, 2], 1)).toThrow('scores must have 3 entries, got 2');
    expect(() => treeInclusion(3, [1, NaN, 2], 1)).toThrow(
      'scores[1] must be a finite number, got NaN',
    );
    expect(() => treeInclusion(3, [1, 2, 3], -1)).toThrow('sigma must be 0 or positive, got -1');
    const refused = 'are no spanning tree of 3 nodes';
    for (const tree of [[0], [0, 0], [0, 1, 2], [0, 3]]) {
      expect(() => treeProbability(3, [1, 2, 3], 1, tree)).toThrow(refused);
    }
  });
});

describe('the law of arborescences of exponential costs', () => {
  const matrix = (n: number, entry: (u: number, v: number) => number) =>
    Float64Array.from({ length: n * n }, (_, c) => entry(Math.floor(c / n), c % n));

  it('of two words is that of their heads and of the cycle that they may close', () => {
    const mu = matrix(3, (u, v) => Math.sin(3 * u + v));
    const r = (u: number, v: number) => Math.exp(mu[3 * u + v]);
    const a = r(0, 1) / (r(0, 1) + r(2, 1));
    const b = r(0, 2) / (r(0, 2) + r(1, 2));
    const cycle = (1 - a) * (1 - b);
    const first = r(0, 1) / (r(0, 1) + r(0, 2));
    // heads of 1 and 2 in the order of enumeration: 0 0, 0 1, 2 0
    const wanted = [a * b, a * (1 - b) + cycle * first, (1 - a) * b + cycle * (1 - first)];
    expect(largestDifference(exponentialArborescence(3, mu), wanted)).toBeLessThan(1e-15);
  });

  it.each([4, 5])('is that of simulated costs: %i nodes', (n) => {
    const draws = 40_000;
    const oracle = arborescence(n);
    const mu = matrix(n, (u, v) => 1.5 * Math.sin(7 * u + 3 * v));
    const law = exponentialArborescence(n, mu);
    const index = new Map([...oracle.enumerate()].map((y, s) => [y.join(), s]));
    const rng = createRng(5, 'arborescence');
    const scores = new Float64Array(n * n);
    const y = new Float64Array(n * n);
    const counts = new Float64Array(law.length);
    for (let draw = 0; draw < draws; draw++) {
      for (let c = 0; c < n * n; c++) {
        scores[c] = Math.log1p(-unitUniform(rng.word(draw, c))) * Math.exp(-mu[c]);
      }
      oracle.argmax(scores, y);
      counts[index.get(y.join()) ?? 0]++;
    }
    expect(sum(law)).toBeCloseTo(1, 13);
    expect(worstDeviation(counts, law, draws)).toBeLessThan(4.5);
  });

  it('is a law that goes with the nodes and sees no factor common to all rates', () => {
    const n = 4;
    const trees = [...arborescence(n).enumerate()];
    const renamed = [0, 3, 1, 2];
    const moved = (y: ArrayLike<number>) => {
      const out = new Float64Array(n * n);
      for (let c = 0; c < n * n; c++) out[renamed[Math.floor(c / n)] * n + renamed[c % n]] = y[c];
      return out;
    };
    const place = trees.map((y) => trees.findIndex((other) => other.join() === moved(y).join()));
    fc.assert(
      fc.property(scoresFor(n * n), (mu) => {
        const law = exponentialArborescence(n, mu);
        expect(sum(law)).toBeCloseTo(1, 13);
        const other = exponentialArborescence(
          n,
          moved(mu).map((score) => score + 700),
        );
        expect(
          largestDifference(
            place.map((s) => other[s]),
            law,
          ),
        ).toBeLessThan(1e-12);
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it('comes to a single tree where one rate outdoes all others, however far', () => {
    const mu = matrix(4, (u, v) => (u === v - 1 ? 1e6 : -1e6));
    const law = exponentialArborescence(4, mu);
    const line = [...arborescence(4).enumerate()].findIndex((y) => y[1] + y[6] + y[11] === 3);
    expect(law[line]).toBe(1);
    expect(sum(law)).toBe(1);
  });

  it('of one node is certain; of many it is refused, as is what is not finite', () => {
    expect([...exponentialArborescence(1, [0])]).toEqual([1]);
    expect([...exponentialArborescence(2, [0, 1, 2, 3])]).toEqual([1]);
    expect(() => exponentialArborescence(7, new Float64Array(49))).toThrow(
      'n must be at most 6, got 7',
    );
    expect(() => exponentialArborescence(2, [1, 2, 3])).toThrow(
      'logRates must have 4 entries, got 3',
    );
    expect(() => exponentialArborescence(2, [1, NaN, 3, 4])).toThrow(
      'logRates[1] must be a finite number, got NaN',
    );
  });
});
