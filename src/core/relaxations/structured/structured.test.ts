import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../../laws/gibbs';
import type { Marginals } from '../relaxation';
import { alignmentMarginals } from './alignment';
import { forwardPath } from '../../oracles/grid-path/forward-path';
import { dot } from '../../vector';
import { correlatedKSubsetMarginals } from './correlated-k-subset';
import { forwardPathMarginals } from './forward-path';
import { kSubsetMarginals } from './k-subset';
import { pcfgMarginals } from './pcfg';
import { projectiveTreeMarginals } from './projective-tree';
import { sequenceMarginals } from './sequence';
import { spanMarginals } from './spans';

/** Marginals of random scores, small, large and tied. */
function forRandomScores(marginals: Marginals, check: (mean: number[], scores: number[]) => void) {
  const { dim } = marginals;
  const list = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: dim, maxLength: dim });
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  const huge = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const out = new Float64Array(dim);
  fc.assert(
    fc.property(
      fc.oneof(list(number), list(huge), list(fc.integer({ min: -1, max: 1 }))),
      (scores) => {
        marginals.forward(scores, 1, out);
        for (const m of out) expect(m).toBeGreaterThanOrEqual(0);
        check([...out], scores);
      },
    ),
    { numRuns: 100, seed: dim },
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const sums = (values: readonly number[], size: number) =>
  Array.from({ length: values.length / size }, (_, i) =>
    sum(values.slice(i * size, (i + 1) * size)),
  );

function expectAll(found: readonly number[], expected: number): void {
  for (const value of found) expect(value).toBeCloseTo(expected, 12);
}

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
}

describe('structured marginals', () => {
  it('of sequences: every place has one label, and pairs agree with places', () => {
    const [length, labels] = [5, 3];
    const marginals = sequenceMarginals(length, labels);
    expect(marginals.name).toBe('sequence marginals');
    forRandomScores(marginals, (mean) => {
      const [unary, pairs] = [mean.slice(0, length * labels), mean.slice(length * labels)];
      expectAll(sums(unary, labels), 1);
      expectNear(sums(pairs, labels), unary.slice(0, -labels));
      const next = pairs.map((_, i) => {
        const [place, from, to] = [Math.floor(i / 9), Math.floor((i % 9) / 3), i % 3];
        return pairs[place * 9 + to * 3 + from];
      });
      expectNear(sums(next, labels), unary.slice(labels));
    });
  });

  it('of alignments: the first and the last cell are entered, each row and column too', () => {
    const [rows, columns] = [3, 4];
    const marginals = alignmentMarginals(rows, columns);
    expect(marginals.name).toBe('alignment marginals');
    forRandomScores(marginals, (mean) => {
      const cells = sums(mean, 3);
      expectAll([mean[1], cells[0], cells[rows * columns - 1]], 1);
      // to come down a row takes one move that goes down
      const down = mean.map((m, i) => (i % 3 === 0 ? 0 : m));
      expectAll(sums(down, columns * 3).slice(1), 1);
    });
  });

  it('of forward paths: the law of all paths by enumeration, both corners, every row and column', () => {
    const [rows, columns] = [5, 4];
    const marginals = forwardPathMarginals(rows, columns);
    expect(marginals.name).toBe('forward path marginals');
    const paths = [...forwardPath(rows, columns).enumerate()];
    forRandomScores(marginals, (mean, scores) => {
      const p = softmax(paths.map((y) => dot(scores, y)));
      const law = mean.map((_, i) => paths.reduce((total, y, k) => total + p[k] * y[i], 0));
      mean.forEach((m, i) => expect(m).toBeCloseTo(law[i], 9));
      expectAll([mean[0], mean[rows * columns - 1]], 1);
      for (const row of sums(mean, columns)) expect(row).toBeGreaterThanOrEqual(1 - 1e-12);
      const length = paths.reduce((total, y, k) => total + p[k] * sum([...y]), 0);
      expect(sum(mean)).toBeCloseTo(length, 9);
    });
  });

  it('of spans: each word and the sentence have a label, of 2 words - 1 spans', () => {
    const [words, labels] = [5, 2];
    const marginals = spanMarginals(words, labels);
    expect(marginals.name).toBe('span marginals');
    forRandomScores(marginals, (mean) => {
      const cells = sums(mean, labels);
      expectAll(
        Array.from({ length: words }, (_, i) => cells[i * words + i]),
        1,
      );
      expectAll([cells[words - 1], sum(cells) - (2 * words - 2)], 1);
    });
  });

  it('of a grammar: words - 1 rules, a preterminal for each word, one root', () => {
    const [words, nonterminals, preterminals] = [5, 2, 3];
    const marginals = pcfgMarginals(words, nonterminals, preterminals);
    expect(marginals.name).toBe('grammar marginals');
    forRandomScores(marginals, (mean) => {
      const rules = words * preterminals;
      const roots = mean.length - nonterminals;
      expectAll(sums(mean.slice(0, rules), preterminals), 1);
      expectAll([sum(mean.slice(rules, roots)) / (words - 1), sum(mean.slice(roots))], 1);
    });
  });

  it.each(['one', 'many'] as const)(
    'of projective trees: each word has a head, %s root',
    (roots) => {
      const words = 4;
      const size = words + 1;
      const marginals = projectiveTreeMarginals(words, roots);
      expect(marginals.name).toBe('projective tree marginals');
      forRandomScores(marginals, (mean) => {
        const heads = (m: number) => sum(mean.filter((_, i) => i % size === m));
        expectAll([1, 2, 3, 4].map(heads), 1);
        expectAll([heads(0), ...mean.filter((_, i) => i % (size + 1) === 0)], 0);
        const onRoot = sum(mean.slice(0, size));
        if (roots === 'one') expectAll([onRoot], 1);
        else expect(onRoot).toBeGreaterThanOrEqual(1 - 1e-12);
      });
    },
  );

  it('of k-subsets: k items, and one of n is the softmax', () => {
    const marginals = kSubsetMarginals(7, 3);
    expect(marginals.name).toBe('k-subset marginals');
    forRandomScores(marginals, (mean) => expectAll([sum(mean)], 3));
    forRandomScores(kSubsetMarginals(5, 1), (mean, scores) =>
      expectNear(mean, [...softmax(scores)]),
    );
    forRandomScores(kSubsetMarginals(4, 4), (mean) => expectAll(mean, 1));
  });

  it('of k-subsets: raising a score raises its own marginal and no other', () => {
    const [n, k] = [6, 2];
    const marginals = kSubsetMarginals(n, k);
    const row = new Float64Array(n);
    forRandomScores(marginals, () => {
      for (let i = 0; i < n; i++) {
        marginals.backward(
          Float64Array.from(row, (_, j) => Number(i === j)),
          row,
        );
        row.forEach((slope, j) => {
          if (i === j) expect(slope).toBeGreaterThanOrEqual(0);
          else expect(slope).toBeLessThanOrEqual(1e-15);
        });
      }
    });
  });
});

describe('correlated k-subsets', () => {
  const [n, k] = [7, 3];
  const marginals = correlatedKSubsetMarginals(n, k);

  it('are k-subsets where pairs have no score', () => {
    const plain = kSubsetMarginals(n, k);
    const [mean, out] = [new Float64Array(2 * n - 1), new Float64Array(n)];
    forRandomScores(plain, (expected, scores) => {
      marginals.forward([...scores, ...new Array<number>(n - 1).fill(0)], 1, mean);
      expectNear([...mean.subarray(0, n)], expected);
      plain.forward(scores, 1, out);
      expect(Math.abs(marginals.logPartition() - plain.logPartition())).toBeLessThan(1e-9);
    });
  });

  it('turn around with the row', () => {
    const mean = new Float64Array(2 * n - 1);
    const turned = (values: readonly number[]) => [
      ...values.slice(0, n).reverse(),
      ...values.slice(n).reverse(),
    ];
    forRandomScores(marginals, (expected, scores) => {
      expectAll([sum(expected.slice(0, n))], k);
      correlatedKSubsetMarginals(n, k).forward(turned(scores), 1, mean);
      expectNear([...mean], turned(expected));
    });
  });

  it('have both of a pair no more often than either, and all of them where k = n', () => {
    forRandomScores(marginals, (mean) => {
      for (let i = 0; i < n - 1; i++) {
        expect(mean[n + i]).toBeLessThanOrEqual(Math.min(mean[i], mean[i + 1]) + 1e-13);
      }
    });
    forRandomScores(correlatedKSubsetMarginals(4, 4), (mean) => expectAll(mean, 1));
  });
});
