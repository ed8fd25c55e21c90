import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plackettLuce, subsetProbability } from '../check/plackett-luce';
import { createRng } from '../rng/rng';
import { nodeNoise } from './ancestral';
import { exactMean, meanWithReplacement, meanWithoutReplacement } from './estimates';
import { createPrefixTree } from './prefix-tree';
import { fromTable, gardenPath } from './presets';
import { stochasticBeamSearch } from './stochastic-beam';
import { randomTree, randomTrees } from './testing/trees';

const rng = createRng(5, 'stochastic-beam');
const small = createPrefixTree(
  fromTable({ actions: 2, depth: 2, probabilities: { '': [0.6, 0.4], '0': [0.7, 0.3] } }),
);
const garden = createPrefixTree(fromTable(gardenPath));
/** Mean and standard error of a function of the sample. */
function meanOf(samples: number, f: (sample: number) => number) {
  let [sum, squares] = [0, 0];
  for (let s = 0; s < samples; s++) {
    const value = f(s);
    sum += value;
    squares += value * value;
  }
  const mean = sum / samples;
  const variance = squares / samples - mean * mean;
  return { mean, variance, error: Math.sqrt(variance / samples) };
}

describe('stochastic beam search', () => {
  it('finds the best of all leaves, for every width: one sample, of which more or less is seen', () => {
    fc.assert(
      fc.property(randomTrees, fc.integer({ min: 0, max: 1e6 }), (spec, sample) => {
        const tree = randomTree(spec);
        const noise = nodeNoise(rng, sample);
        const all = stochasticBeamSearch(tree, tree.leaves.length, noise);
        const order = [...tree.leaves].sort((a, b) => all.perturbed[b] - all.perturbed[a] || a - b);
        expect([...all.found]).toEqual(order);
        for (const width of [1, 2, 3, 5]) {
          const { found, perturbed } = stochasticBeamSearch(tree, width, noise);
          expect([...found]).toEqual(order.slice(0, width));
          for (const leaf of found) expect(perturbed[leaf]).toBe(all.perturbed[leaf]);
        }
        for (let v = 0; v < tree.nodes; v++) {
          const below = all.perturbed.subarray(tree.children[v], tree.children[v + 1]);
          if (below.length > 0) expect(Math.max(...below)).toBe(all.perturbed[v]);
        }
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it('perturbs the leaves by independent Gumbel numbers', () => {
    // exp(phi - G) has the law of standard exponential numbers: mean 1, variance 1, no correlation
    const values = Array.from({ length: 8000 }, (_, s) => {
      const { perturbed } = stochasticBeamSearch(small, 4, nodeNoise(rng, s));
      return Array.from(small.leaves, (leaf) =>
        Math.exp(small.logProbability[leaf] - perturbed[leaf]),
      );
    });
    const near = (wanted: number, f: (row: readonly number[]) => number) => {
      const { mean, error } = meanOf(values.length, (s) => f(values[s]));
      expect(Math.abs(mean - wanted)).toBeLessThan(4.5 * error);
    };
    for (let i = 0; i < 4; i++) {
      near(1, (row) => row[i]);
      near(2, (row) => row[i] ** 2);
      near(Math.exp(-1), (row) => Number(row[i] > 1));
      for (let j = 0; j < i; j++) near(1, (row) => row[i] * row[j]);
    }
  });

  it('draws orders of leaves by the law of Plackett and Luce', () => {
    const logs = Array.from(small.leaves, (leaf) => small.logProbability[leaf]);
    const counts = new Map<string, number>();
    const samples = 12_000;
    for (let s = 0; s < samples; s++) {
      const { found } = stochasticBeamSearch(small, 4, nodeNoise(rng, s));
      const order = Array.from(found, (leaf) => small.leaves.indexOf(leaf)).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    let [chiSquare, orders] = [0, 0];
    for (const order of ['0123', '0132', '0213', '0231', '0312', '0321'].flatMap((o) =>
      [0, 1, 2, 3].map((shift) => Array.from(o, (c) => (Number(c) + shift) % 4)),
    )) {
      const wanted = samples * Math.exp(plackettLuce(logs, order).logProbability);
      chiSquare += ((counts.get(order.join()) ?? 0) - wanted) ** 2 / wanted;
      orders++;
    }
    expect(orders).toBe(24);
    expect(chiSquare).toBeLessThan(23 + 4.5 * Math.sqrt(46));
  });

  it('draws sets of the right law even if the root is not drawn', () => {
    const logs = Array.from(small.leaves, (leaf) => small.logProbability[leaf]);
    for (const root of [undefined, 0, -3]) {
      const { mean, error } = meanOf(8000, (s) => {
        const { found } = stochasticBeamSearch(small, 2, nodeNoise(rng, s), root);
        return Number([...found].sort((a, b) => a - b).join() === small.leaves.slice(1, 3).join());
      });
      expect(Math.abs(mean - subsetProbability(logs, [1, 2]))).toBeLessThan(4.5 * error);
    }
  });

  it('refuses a width that is no size and a root that is not finite', () => {
    const noise = nodeNoise(rng, 0);
    expect(() => stochasticBeamSearch(small, 0, noise)).toThrow('width must be a positive integer');
    expect(() => stochasticBeamSearch(small, 1, noise, NaN)).toThrow(
      'root must be finite, got NaN',
    );
    for (const k of [0, -1, 1.5, NaN]) {
      const message = `k must be a positive integer, got ${k}`;
      expect(() => meanWithoutReplacement(small, k, noise, () => 1)).toThrow(message);
      expect(() =>
        meanWithReplacement(
          small,
          k,
          () => noise,
          () => 1,
        ),
      ).toThrow(message);
    }
  });
});

describe('means of a function of leaves', () => {
  const f = (leaf: number) => garden.logProbability[leaf];
  const truth = exactMean(garden, f);
  const z = (samples: number, estimate: (sample: number) => number) => {
    const { mean, error } = meanOf(samples, estimate);
    return (mean - truth) / error;
  };

  it('are unbiased with replacement and, by inclusion weights, without', () => {
    const many = (s: number) => meanWithoutReplacement(garden, 2, nodeNoise(rng, s), f);
    expect(Math.abs(z(200_000, (s) => many(s).unbiased))).toBeLessThan(4.5);
    for (const k of [1, 2, 5]) {
      expect(
        Math.abs(
          z(4000, (s) => meanWithReplacement(garden, k, (i) => nodeNoise(rng, s * k + i), f)),
        ),
      ).toBeLessThan(4.5);
      const without = (s: number) => meanWithoutReplacement(garden, k, nodeNoise(rng, s), f);
      expect(Math.abs(z(4000, (s) => without(s).unbiased))).toBeLessThan(4.5);
    }
  });

  it('are biased, detectably, where the root is not drawn', () => {
    const fixed = (s: number) => meanWithoutReplacement(garden, 3, nodeNoise(rng, s), f, 0);
    expect(Math.abs(z(4000, (s) => fixed(s).unbiased))).toBeGreaterThan(10);
  });

  it('are biased and of smaller variance where they are normalised, and right for constants', () => {
    const of = (s: number, g = f) => meanWithoutReplacement(garden, 3, nodeNoise(rng, s), g);
    const plain = meanOf(4000, (s) => of(s).unbiased);
    const normalised = meanOf(4000, (s) => of(s).normalised);
    expect(normalised.variance).toBeLessThan(plain.variance / 4);
    expect(Math.abs(normalised.mean - truth)).toBeGreaterThan(6 * normalised.error);
    expect(of(1, () => 7).normalised).toBeCloseTo(7, 13);
  });

  it('have a smaller variance without replacement, and none once all leaves are there', () => {
    const k = 12;
    // inclusion weights do not sum to 1: a mean far from 0 costs variance
    const centred = (leaf: number) => f(leaf) - truth;
    const without = meanOf(
      5000,
      (s) => meanWithoutReplacement(garden, k, nodeNoise(rng, s), centred).unbiased,
    );
    const replaced = meanOf(3000, (s) =>
      meanWithReplacement(garden, k, (i) => nodeNoise(rng, s * k + i), centred),
    );
    expect(without.variance).toBeLessThan(0.5 * replaced.variance);
    for (const count of [27, 40]) {
      const all = meanWithoutReplacement(garden, count, nodeNoise(rng, 3), f);
      expect(all.threshold).toBe(-Infinity);
      expect(all.unbiased).toBeCloseTo(truth, 13);
      expect(all.normalised).toBeCloseTo(truth, 13);
    }
  });

  it('have weights without loss for leaves of any probability', () => {
    fc.assert(
      fc.property(randomTrees, fc.integer({ min: 0, max: 1000 }), (spec, s) => {
        const tree = randomTree(spec);
        const { weights, leaves, threshold, normalised } = meanWithoutReplacement(
          ...([tree, 2, nodeNoise(rng, s), () => 1] as const),
        );
        expect(normalised).toBeCloseTo(1, 12);
        for (const [i, weight] of weights.entries()) {
          const p = Math.exp(tree.logProbability[leaves[i]]);
          // q <= 1, and q <= p exp(-kappa)
          expect(weight).toBeGreaterThanOrEqual(p * (1 - 1e-14));
          expect(weight).toBeGreaterThanOrEqual(Math.exp(threshold) * (1 - 1e-14));
          expect(weight).toBeLessThanOrEqual((p + Math.exp(threshold)) * (1 + 1e-14));
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
