import { describe, expect, it } from 'vitest';
import { beamSearch } from './beam';
import { createPrefixTree } from './prefix-tree';
import { meanHeights, shiftReduce, shiftReduceTrees } from './shift-reduce';

const listed = (words: number, shift: number) =>
  shiftReduceTrees(words, shift).map(({ brackets, probability }): [string, number] => [
    brackets,
    Number(probability.toFixed(12)),
  ]);

describe('shift-reduce parsing without a look', () => {
  it('draws each of the Catalan many trees, with total probability 1', () => {
    for (const [words, count] of [
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 5],
      [5, 14],
      [6, 42],
    ]) {
      for (const shift of [0.01, 0.5, 0.93]) {
        const trees = shiftReduceTrees(words, shift);
        expect(trees).toHaveLength(count);
        expect(new Set(trees.map(({ brackets }) => brackets)).size).toBe(count);
        expect(trees.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 13);
      }
    }
  });

  it('has at p = 1/2 combs and the balanced tree alike, and is against zig-zags', () => {
    expect(new Map(listed(4, 0.5))).toEqual(
      new Map([
        ['(0 (1 (2 3)))', 0.25],
        ['((0 1) (2 3))', 0.25],
        ['(((0 1) 2) 3)', 0.25],
        ['(0 ((1 2) 3))', 0.125],
        ['((0 (1 2)) 3)', 0.125],
      ]),
    );
    expect(meanHeights(shiftReduceTrees(4, 0.5)).drawn).toBeCloseTo(2.75, 13);
    expect(meanHeights(shiftReduceTrees(4, 0.5)).uniform).toBeCloseTo(2.8, 13);
  });

  it('prefers the right comb at p = 0.8', () => {
    expect(listed(4, 0.8)).toEqual([
      ['(0 (1 (2 3)))', 0.64],
      ['((0 1) (2 3))', 0.16],
      ['(0 ((1 2) 3))', 0.128],
      ['(((0 1) 2) 3)', 0.04],
      ['((0 (1 2)) 3)', 0.032],
    ]);
    const greedy = beamSearch(createPrefixTree(shiftReduce(4, 0.8)), 1).found[0];
    expect(shiftReduceTrees(4, 0.8)[0].leaf).toBe(greedy);
    expect(meanHeights(shiftReduceTrees(4, 0.8)).drawn).toBeCloseTo(2.84, 13);
  });

  it('has the mean heights of five words', () => {
    const [half, most] = [0.5, 0.8].map((p) => meanHeights(shiftReduceTrees(5, p)));
    expect(half.drawn).toBeCloseTo(3.5, 13);
    expect(most.drawn).toBeCloseTo(3.68, 2);
    expect(half.uniform).toBeCloseTo(3.571, 3);
  });

  it('refuses no words, and a probability that allows but one action', () => {
    expect(() => shiftReduceTrees(0, 0.5)).toThrow('words must be a positive integer, got 0');
    for (const p of [0, 1, -1, NaN]) {
      expect(() => shiftReduceTrees(3, p)).toThrow(`p(shift) must be in (0, 1), got ${p}`);
    }
  });
});
