import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximiseByEnumeration } from '../check/enumeration';
import { alignment } from '../oracles/alignment/alignment';
import { correlatedKSubset } from '../oracles/correlated-k-subset/correlated-k-subset';
import { kSubset } from '../oracles/k-subset/k-subset';
import type { Oracle } from '../oracles/oracle';
import { projectiveTree } from '../oracles/projective-tree/projective-tree';
import { sequence } from '../oracles/sequence/sequence';
import { spans } from '../oracles/spans/spans';
import { dot } from '../vector';
import { buildHypergraph } from './hypergraph';
import { structuredOracle } from './oracle';
import { grammars } from './testing/grammars';
import { exactScores } from './testing/scores';

/** The k largest of numbers, the largest first. */
const largest = (values: readonly number[], k: number) =>
  [...values].sort((a, b) => b - a).slice(0, k);

describe.each(grammars)('the oracle of $name', ({ name, graph, structures }) => {
  const oracle = structuredOracle(name, graph);
  const { dim } = oracle;
  const inOrder = [...oracle.enumerate()];
  const runs = Math.max(50, Math.min(400, Math.floor(20_000 / structures.length)));

  it('finds the first of the best structures in the order of enumeration', () => {
    const [out, best] = [new Float64Array(dim), new Float64Array(dim)];
    fc.assert(
      fc.property(exactScores(dim), (scores) => {
        const value = oracle.argmax(scores, out);
        expect(value).toBe(maximiseByEnumeration(inOrder, scores, () => 0, best));
        expect(out).toEqual(best);
      }),
      { numRuns: runs, seed: dim },
    );
  });

  it('finds the k best structures, each once, the best first', () => {
    const known = new Set(structures.map((y) => y.join()));
    for (const k of [1, 2, 5, 32]) {
      const out = new Float64Array(k * dim);
      const list = oracle.kBest(k);
      fc.assert(
        fc.property(exactScores(dim), (scores) => {
          const found = list.find(scores, out.fill(7));
          expect(found).toBe(Math.min(k, structures.length));
          const rows = Array.from({ length: found }, (_, r) => out.slice(r * dim, (r + 1) * dim));
          const values = structures.map((y) => dot(scores, y));
          expect(rows.map((y) => dot(scores, y))).toEqual(largest(values, k));
          expect(new Set(rows.map((y) => y.join())).size).toBe(found);
          for (const y of rows) expect(known.has(y.join())).toBe(true);
        }),
        { numRuns: Math.ceil(runs / 8), seed: dim },
      );
    }
  });

  it('counts what it enumerates', () => {
    expect(oracle.count()).toBe(inOrder.length);
    expect(new Set(inOrder.map((y) => y.join())).size).toBe(inOrder.length);
  });

  it('names the score that is NaN or infinite, and other sizes', () => {
    const out = new Float64Array(dim);
    for (const bad of [NaN, Infinity, -Infinity]) {
      const scores = new Float64Array(dim);
      scores[dim - 1] = bad;
      const error = new RangeError(`scores[${dim - 1}] must be a finite number, got ${bad}`);
      expect(() => oracle.argmax(scores, out)).toThrow(error);
      expect(() => oracle.kBest(1).find(scores, out)).toThrow(error);
    }
    const longer = new Float64Array(dim + 1);
    expect(() => oracle.argmax(longer, out)).toThrow(`scores must have ${dim} entries`);
    expect(() => oracle.argmax(out, longer)).toThrow(`out must have ${dim} entries`);
    expect(() => oracle.kBest(1).find(longer, out)).toThrow(`scores must have ${dim} entries`);
    expect(() => oracle.kBest(2).find(out, out)).toThrow(`out must have ${2 * dim} entries`);
    expect(() => oracle.kBest(0)).toThrow('k must be a positive integer, got 0');
  });
});

describe('scores beyond the range of sums', () => {
  it('have a best structure all the same', () => {
    const oracle = sequence(3, 2);
    const out = new Float64Array(oracle.dim);
    const most = Number.MAX_VALUE;
    const scores = Float64Array.from(out, (_, i) => (i % 2 === 0 ? -most : most));
    oracle.argmax(scores, out);
    expect([...out.subarray(0, 6)]).toEqual([0, 1, 0, 1, 0, 1]);
  });
});

describe('sums of scores', () => {
  it('are compared with all their digits: the better of two by one part in 10^16', () => {
    const oracle = sequence(3, 2);
    const out = new Float64Array(oracle.dim);
    const scores = new Float64Array(oracle.dim);
    // the labels of the first place differ by what is lost beside 1e9 in the second
    scores.set([0, 1e-9, 1e9, 1e9, 1e9, 1e9]);
    oracle.argmax(scores, out);
    expect([...out.subarray(0, 6)]).toEqual([0, 1, 1, 0, 1, 0]);
  });
});

describe('oracles by name', () => {
  const made: readonly (readonly [string, Oracle, number, number])[] = [
    ['sequence', sequence(4, 3), 81, 4 * 3 + 3 * 9],
    ['alignment', alignment(3, 4), 25, 36],
    ['spans', spans(4, 2), 5 * 2 ** 7, 32],
    ['projective tree', projectiveTree(4, 'one'), 30, 25],
    ['projective tree', projectiveTree(4, 'many'), 55, 25],
    ['correlated k-subset', correlatedKSubset(6, 2), 15, 11],
  ];

  it.each(made)('%s', (name, oracle, count, dim) => {
    expect([oracle.name, oracle.count(), oracle.dim]).toEqual([name, count, dim]);
    const [from, to] = [oracle.create(), oracle.create()];
    const scores = Float64Array.from({ length: dim }, (_, i) => Math.sin(7 * i));
    oracle.solve(scores, from);
    oracle.solve(
      scores.map((score) => -score),
      to,
    );
    const changed = new Float64Array(dim);
    oracle.indicator(from, changed);
    oracle.difference(from, to, (part, change) => (changed[part] += change));
    const wanted = new Float64Array(dim);
    oracle.indicator(to, wanted);
    expect(changed).toEqual(wanted);
  });

  it('correlated k-subsets without scores for pairs are k-subsets', () => {
    const [n, k] = [9, 4];
    const [out, plain] = [new Float64Array(2 * n - 1), new Float64Array(n)];
    fc.assert(
      fc.property(exactScores(n), (scores) => {
        correlatedKSubset(n, k).argmax([...scores, ...new Array<number>(n - 1).fill(0)], out);
        kSubset(n, k).argmax(scores, plain);
        expect(out.subarray(0, n)).toEqual(plain);
      }),
      { numRuns: 200, seed: n },
    );
  });

  it('enumerate no more than an oracle should', () => {
    expect(() => sequence(30, 2).enumerate().next()).toThrow('1073741824 structures');
  });
});

describe('a hypergraph', () => {
  it('without a derivation is refused', () => {
    expect(() => buildHypergraph(1, () => undefined)).toThrow('there is no structure');
    expect(() => buildHypergraph(1, ({ node }) => void node())).toThrow('there is no structure');
  });

  it('refuses parts and tails that are not there', () => {
    const edgeOf = (parts: number[], tails?: number[]) => () =>
      buildHypergraph(2, ({ node, edge }) => {
        node();
        edge(parts, tails);
      });
    expect(edgeOf([0, 2])).toThrow('part must be an integer from 0 to 1, got 2');
    expect(edgeOf([0], [0])).toThrow('tail must be an integer from 0 to -1, got 0');
    expect(edgeOf([0.5])).toThrow('part must be an integer from 0 to 1, got 0.5');
    expect(edgeOf([-1])).toThrow('part must be an integer from 0 to 1, got -1');
    expect(() => buildHypergraph(0, () => undefined)).toThrow('dim must be a positive integer');
  });
});
