import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancestralSample, nodeNoise } from './ancestral';
import { beamSearch, bestLeaf } from './beam';
import { actionsOf, createPrefixTree, isLeaf, type PrefixTree } from './prefix-tree';
import { fromTable, gardenPath, peaked } from './presets';
import { createRng } from '../rng/rng';
import { randomTree, randomTrees } from './testing/trees';

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('the prefix tree', () => {
  it('has every prefix once, children after parents and side by side, of total probability 1', () => {
    fc.assert(
      fc.property(randomTrees, (spec) => {
        const tree = randomTree(spec);
        const prefixes = Array.from({ length: tree.nodes }, (_, v) => actionsOf(tree, v).join());
        expect(new Set(prefixes).size).toBe(tree.nodes);
        for (let v = 1; v < tree.nodes; v++) {
          const above = tree.parent[v];
          expect(above).toBeLessThan(v);
          expect(v >= tree.children[above] && v < tree.children[above + 1]).toBe(true);
          expect(tree.length[v]).toBe(tree.length[above] + 1);
          expect(tree.logProbability[v]).toBe(tree.logProbability[above] + tree.logStep[v]);
          expect(tree.logStep[v]).toBeLessThanOrEqual(0);
        }
        const leaves = Array.from({ length: tree.nodes }, (_, v) => v).filter((v) =>
          isLeaf(tree, v),
        );
        expect([...tree.leaves]).toEqual(leaves);
        expect(sumOf(leaves.map((v) => Math.exp(tree.logProbability[v])))).toBeCloseTo(1, 12);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('leaves out what is not admissible, and takes weights of any size', () => {
    const table = { actions: 3, depth: 2, probabilities: { '': [0.5, 0, 0.5], '0': [0, 1, 0] } };
    const tree = createPrefixTree(fromTable(table));
    const found = Array.from(tree.leaves, (leaf) => actionsOf(tree, leaf).join());
    expect(found).toEqual(['0,1', '2,0', '2,1', '2,2']);
    const [sure, never] = createPrefixTree({
      ...{ actions: 2, start: 0, next: (state: number) => state + 1 },
      weights: (state) => (state === 0 ? [1e6, 1e6 - 2000] : null),
    }).logProbability.subarray(1);
    expect([sure, never]).toEqual([0, -2000]);
  });

  it('names what is wrong with a model', () => {
    const model = (weights: readonly number[] | null) => () =>
      createPrefixTree({ actions: 2, start: 0, next: (s: number) => s, weights: () => weights });
    expect(model([0])).toThrow('weights after 0 actions must have 2 entries, got 1');
    expect(model([0, NaN])).toThrow(
      'weights after 0 actions[1] must be finite or -Infinity, got NaN',
    );
    expect(model([Infinity, 0])).toThrow('got Infinity');
    expect(model([-Infinity, -Infinity])).toThrow('admit no action');
    expect(model([0, 0])).toThrow('the tree has more than 65536 prefixes');
    expect(model(null)().leaves).toEqual(Int32Array.of(0));
    const none = { actions: 0, start: 0, next: (s: number) => s, weights: () => null };
    expect(() => createPrefixTree(none)).toThrow('actions must be a positive integer, got 0');
  });
});

/** Follows the likeliest action. */
function follow(tree: PrefixTree): number {
  let node = 0;
  while (!isLeaf(tree, node)) {
    let best = tree.children[node];
    for (let c = best; c < tree.children[node + 1]; c++) {
      if (tree.logStep[c] > tree.logStep[best]) best = c;
    }
    node = best;
  }
  return node;
}

describe('beam search', () => {
  it('is greedy at width 1 and loses nothing at the width of all leaves', () => {
    fc.assert(
      fc.property(randomTrees, fc.constantFrom(0, 0.5, 1, 2), (spec, power) => {
        const tree = randomTree(spec);
        expect(beamSearch(tree, 1).found).toEqual(Int32Array.of(follow(tree)));
        const wide = beamSearch(tree, tree.leaves.length, power);
        expect(wide.found[0]).toBe(bestLeaf(tree, power));
        expect([...wide.found].sort((a, b) => a - b)).toEqual([...tree.leaves]);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('keeps no prefix twice, no more than it may, and never a better one less', () => {
    fc.assert(
      fc.property(randomTrees, fc.integer({ min: 1, max: 6 }), (spec, width) => {
        const tree = randomTree(spec);
        const { levels, found } = beamSearch(tree, width);
        for (const [step, level] of levels.entries()) {
          expect(new Set(level).size).toBe(level.length);
          expect(level.length).toBeLessThanOrEqual(width);
          for (const node of level) {
            expect(tree.length[node] === step || isLeaf(tree, node)).toBe(true);
          }
          const values = Array.from(level, (node) => tree.logProbability[node]);
          expect(values).toEqual([...values].sort((a, b) => b - a));
        }
        expect(Array.from(found).every((node) => isLeaf(tree, node))).toBe(true);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('finds with a width of 2 what greedy search misses on the garden path', () => {
    const tree = createPrefixTree(fromTable(gardenPath));
    const probability = (leaf: number) => Math.exp(tree.logProbability[leaf]);
    const [greedy, two] = [1, 2].map((width) => beamSearch(tree, width).found[0]);
    expect(probability(greedy)).toBeCloseTo(0.05, 14);
    expect(actionsOf(tree, greedy)).toEqual([0, 0, 0]);
    expect(probability(two)).toBeCloseTo(0.361, 14);
    expect(actionsOf(tree, two)).toEqual([1, 0, 0]);
    expect(bestLeaf(tree)).toBe(two);
    const easy = createPrefixTree(fromTable(peaked));
    expect(easy.leaves).toHaveLength(81);
    expect(beamSearch(easy, 1).found[0]).toBe(bestLeaf(easy));
    expect(Math.exp(easy.logProbability[bestLeaf(easy)])).toBeCloseTo(0.8 ** 4, 14);
  });

  it('lets finished prefixes compete, and longer ones win where length is made up for', () => {
    // "stop" with 0.4, or two more actions of 0.6 and 0.6
    const tree = createPrefixTree({
      ...{ actions: 2, start: 0 },
      next: (state: number, action: number) => (action === 0 ? 9 : state + 1),
      weights: (state) => (state >= 2 ? null : [Math.log(0.4), Math.log(0.6)]),
    });
    const best = (power: number) => actionsOf(tree, beamSearch(tree, 3, power).found[0]);
    expect(best(0)).toEqual([0]);
    expect(best(1)).toEqual([1, 1]);
    expect(beamSearch(tree, 1).found).toEqual(Int32Array.of(bestLeaf(tree, 1)));
  });

  it('may lose by a wider beam what a narrower one has kept', () => {
    const probabilities = {
      '': [0.55, 0.45, 0],
      '0': [0.4, 0.3, 0.3],
      '0,0': [1, 0, 0],
      '1': [0.5, 0.5, 0],
    };
    const tree = createPrefixTree(fromTable({ actions: 3, depth: 3, probabilities }));
    const [one, two, three] = [1, 2, 3].map((width) => beamSearch(tree, width).found[0]);
    expect(Math.exp(tree.logProbability[one])).toBeCloseTo(0.22, 14);
    expect(Math.exp(tree.logProbability[two])).toBeCloseTo(0.075, 14);
    expect(three).toBe(one);
  });

  it('refuses a width that is no size and a power that is none', () => {
    const tree = createPrefixTree(fromTable(gardenPath));
    expect(() => beamSearch(tree, 0)).toThrow('width must be a positive integer, got 0');
    expect(() => beamSearch(tree, 1.5)).toThrow('got 1.5');
    expect(() => beamSearch(tree, 1, -1)).toThrow('lengthPower must be 0 or positive, got -1');
    expect(() => bestLeaf(tree, NaN)).toThrow('lengthPower must be 0 or positive, got NaN');
  });
});

describe('ancestral sampling', () => {
  it('draws leaves by their probabilities', () => {
    const rng = createRng(1, 'decoding');
    for (const table of [gardenPath, { ...gardenPath, depth: 2 }]) {
      const tree = createPrefixTree(fromTable(table));
      const hits = new Float64Array(tree.nodes);
      const samples = 20_000;
      for (let s = 0; s < samples; s++) hits[ancestralSample(tree, nodeNoise(rng, s))]++;
      let chiSquare = 0;
      for (const leaf of tree.leaves) {
        const wanted = samples * Math.exp(tree.logProbability[leaf]);
        chiSquare += (hits[leaf] - wanted) ** 2 / wanted;
      }
      const freedom = tree.leaves.length - 1;
      expect(chiSquare).toBeLessThan(freedom + 4.5 * Math.sqrt(2 * freedom));
    }
  });

  it('keeps most samples where a probability moves a little', () => {
    const rng = createRng(1, 'decoding');
    const [before, after] = [0.45, 0.4501].map((p) =>
      createPrefixTree(fromTable({ ...gardenPath, probabilities: { '': [p, 0.4, 1 - p - 0.4] } })),
    );
    let moved = 0;
    for (let s = 0; s < 5000; s++) {
      const noise = nodeNoise(rng, s);
      if (ancestralSample(before, noise) !== ancestralSample(after, noise)) moved++;
    }
    expect(moved).toBeLessThan(5);
  });
});
