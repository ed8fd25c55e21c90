import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../../core/rng/rng';
import { batchDistances, distancesTitle, nameOfNearest, starvesTitle } from './batch';
import { countBatch } from './compute/batch';

/** A batch of random size, and a random setting. */
function batchOf(seed: number) {
  const rng = createRng(seed, 'test/batch');
  const at = (i: number) => unitUniform(rng.word(0, i));
  const [queries, candidates] = [2 + Math.floor(6 * at(0)), 10 + Math.floor(8 * at(1))];
  const size = queries * candidates;
  return {
    ...{ queries, candidates, k: 1 + Math.floor(9 * at(2)) },
    scale: at(3) < 0.2 ? 0 : 3 * at(4),
    distances: Float32Array.from({ length: size }, (_, i) => 0.1 + 2 * at(10 + i)),
    fits: Uint8Array.from({ length: size }, (_, i) => (at(1000 + i) < 0.5 ? 1 : 0)),
  };
}

const percents = (text: string) =>
  [...text.matchAll(/([\d.]+)%/g)].map(([, found]) => Number(found));

/** A share as its two digits allow. */
const near = (found: number, share: number) =>
  expect(Math.abs(found - 100 * share)).toBeLessThan(0.051 * 100 * share + 1e-9);

describe('a batch without noise', () => {
  it('has as many candidates up to the k-th nearest as there are neighbours, none wrong nearer', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { queries, candidates, k, distances, fits } = batchOf(seed);
      const { nearest, wrong, wrongShare } = batchDistances(
        { queries, candidates, distances, fits },
        k,
      );
      let count = 0;
      nearest.forEach((reach, q) => {
        const row = [...distances.subarray(q * candidates, (q + 1) * candidates)];
        const within = row.filter((distance) => distance <= reach);
        expect(within).toHaveLength(k);
        count += row.filter((d, c) => d <= reach && !fits[q * candidates + c]).length;
      });
      expect(wrongShare).toBeCloseTo(count / (queries * k), 12);
      const far = [...distances].filter((_, i) => fits[i] === 0);
      expect(Math.min(...wrong)).toBe(Math.min(...far));
    }
  });

  it('knows no wrong one where all are of one class, and takes all where k is too large', () => {
    const one = {
      queries: 1,
      candidates: 2,
      distances: Float32Array.of(3, 1),
      fits: Uint8Array.of(1, 1),
    };
    expect(batchDistances(one, 9)).toEqual({ nearest: [3], wrong: [], wrongShare: 0 });
  });
});

describe('the titles about a batch', () => {
  it('are true of 200 random batches', () => {
    const told = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const { k, scale, ...rows } = batchOf(seed);
      const request = {
        rows: { ...rows, scales: new Float32Array(rows.queries).fill(scale) },
        knobs: { k, epsilon: -0.5, lossForm: 'distance', law: 'gumbel' },
        setup: { seed, method: 'direct' },
      } as const;
      const { wrong, pairs } = countBatch(request);
      const clean = countBatch({
        ...request,
        rows: { ...request.rows, scales: new Float32Array(rows.queries) },
      });
      const title = distancesTitle(k, { scale }, batchDistances(rows, k).wrongShare, wrong.mean);
      const found = percents(title);
      // without noise all draws are alike
      near(found[found.length - 1], clean.wrong.mean);
      near(found[0], wrong.mean);
      told.add(title.replace(/[\d.]+%/g, 'n').replace(/nearest|\d+ nearest/, 'nearest'));
      const starves = starvesTitle(pairs, rows.queries)!;
      const totals = pairs
        .filter(({ samples }) => samples === 1)
        .map(({ mean }) => Math.round(mean * rows.queries));
      const [first, last] = [totals[0], totals[totals.length - 1]];
      for (const total of [first, last]) expect(starves).toMatch(new RegExp(`\\b${total}\\b`));
      expect(/ and with /.test(starves)).toBe(first === last);
    }
    expect(told.size).toBeGreaterThanOrEqual(3);
  });

  it('say what is not known yet, and nothing of other methods', () => {
    expect(distancesTitle(5, { scale: 1 }, 0.25, null)).toBe(
      'Without noise 25% of the 5 nearest are wrong',
    );
    expect(distancesTitle(1, { scale: 0 }, 0.25, 0.25)).toBe(
      '25% of the nearest are wrong; there is no noise',
    );
    expect(starvesTitle([], 100)).toBeNull();
  });

  it('count in English', () => {
    expect([1, 2, 3, 5, 11, 21, 42].map(nameOfNearest)).toEqual([
      'nearest',
      ...['2nd', '3rd', '5th', '11th', '21st', '42nd'].map((n) => `${n} nearest`),
    ]);
  });
});
