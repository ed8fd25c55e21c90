import { describe, expect, it } from 'vitest';
import { kSubset } from '../oracles/k-subset/k-subset';
import { matching } from '../oracles/matching/matching';
import { oneHot } from '../oracles/one-hot/one-hot';
import type { Oracle } from '../oracles/oracle';
import { projectiveTree } from '../oracles/projective-tree/projective-tree';
import { ranking } from '../oracles/ranking/ranking';
import { sequence } from '../oracles/sequence/sequence';
import { dot } from '../vector';
import { projectOnDifferences } from './basis';
import { structureMean, structureScores } from './members';
import { structureTable } from './table';

/** Oracles, and the dimension of the hull of their structures. */
const sets: readonly (readonly [name: string, oracle: Oracle, rank: number])[] = [
  ['one class', oneHot(1), 0],
  ['one-hot', oneHot(7), 6],
  ['k-subset', kSubset(6, 3), 5],
  ['full subset', kSubset(4, 4), 0],
  ['matching', matching(4), 9],
  ['matching of 6', matching(6), 25],
  ['ranking', ranking(5), 4],
  // places * (labels - 1) + transitions * (labels - 1)^2
  ['sequences', sequence(4, 3), 4 * 2 + 3 * 4],
  ['projective trees', projectiveTree(4, 'many'), 12],
];

const wave = (length: number, by: number) =>
  Float64Array.from({ length }, (_, i) => Math.sin(by * (i + 1)));

describe.each(sets)('the table of %s', (_, oracle, rank) => {
  const table = structureTable(oracle);
  const structures = [...oracle.enumerate()];
  const { dim, count, basis } = table;

  it('holds what the oracle enumerates, in its order', () => {
    expect(count).toBe(structures.length);
    structures.forEach((y, s) => {
      const row = new Float64Array(dim);
      for (let e = table.start[s]; e < table.start[s + 1]; e++) {
        expect(table.values[e]).not.toBe(0);
        row[table.parts[e]] += table.values[e];
      }
      expect(row).toEqual(y);
    });
  });

  it('scores and averages structures', () => {
    const scores = wave(dim, 1.3);
    const weights = wave(count, 0.7);
    const [found, mean] = [new Float64Array(count), new Float64Array(dim).fill(7)];
    structureScores(table, scores, found);
    structureMean(table, weights, mean);
    structures.forEach((y, s) => expect(found[s]).toBeCloseTo(dot(scores, y), 12));
    mean.forEach((m, i) => {
      const expected = structures.reduce((sum, y, s) => sum + weights[s] * y[i], 0);
      expect(m).toBeCloseTo(expected, 12);
    });
  });

  it('has an orthonormal basis of the differences', () => {
    expect(table.rank).toBe(rank);
    const row = (r: number) => basis.subarray(r * dim, (r + 1) * dim);
    for (let r = 0; r < rank; r++) {
      for (let q = 0; q <= r; q++) expect(dot(row(r), row(q))).toBeCloseTo(r === q ? 1 : 0, 13);
    }
    for (const y of structures) {
      const difference = y.map((value, i) => value - structures[0][i]);
      const projected = new Float64Array(dim);
      projectOnDifferences(table, difference, projected);
      projected.forEach((value, i) => expect(value).toBeCloseTo(difference[i], 13));
    }
  });

  it('projects on what differences see', () => {
    const vector = wave(dim, 2.1);
    const projected = vector.slice();
    projectOnDifferences(table, projected, projected);
    for (const y of structures) {
      const difference = y.map((value, i) => value - structures[0][i]);
      expect(dot(difference, projected)).toBeCloseTo(dot(difference, vector), 12);
    }
    const twice = new Float64Array(dim);
    projectOnDifferences(table, projected, twice);
    twice.forEach((value, i) => expect(value).toBeCloseTo(projected[i], 13));
  });
});

describe('tables that are too large', () => {
  it('are refused with the number of structures or parts', () => {
    expect(() => structureTable(matching(9))).toThrow('matching has 362880 structures');
    expect(() => structureTable(kSubset(65_537, 65_537))).toThrow('has 65537 parts');
  });
});
