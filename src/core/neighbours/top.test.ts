import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTopCounter, selectTop } from './top';

const bySort = (scores: ArrayLike<number>, k: number) => {
  const ranked = Array.from(scores, (score) => (Number.isNaN(score) ? -Infinity : score));
  return (
    Array.from(ranked, (_, i) => i)
      // -Infinity minus itself is NaN: compare, do not subtract
      .sort((i, j) => (ranked[j] > ranked[i] ? 1 : ranked[j] < ranked[i] ? -1 : i - j))
      .slice(0, k)
  );
};

describe('selectTop', () => {
  // few different values: most of them are tied
  const score = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.double({ noNaN: true }),
    fc.constantFrom(-Infinity, Infinity, 0, -0, NaN),
  );
  const cases = fc
    .array(score, { minLength: 1, maxLength: 40 })
    .chain((scores) =>
      fc.tuple(fc.constant(scores), fc.integer({ min: 1, max: scores.length }), fc.nat(5)),
    );

  it('gives what a sort gives, ties by the lower index, best first, from any place', () => {
    fc.assert(
      fc.property(cases, ([scores, k, at]) => {
        const around = Float64Array.from([
          ...Array<number>(at).fill(Infinity),
          ...scores,
          Infinity,
        ]);
        const out = new Int32Array(k + 1).fill(-7);
        selectTop(around, at, scores.length, k, out);
        expect(Array.from(out)).toEqual([...bySort(scores, k), -7]);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not let what is no number stand in the way of a larger score behind it', () => {
    const out = new Int32Array(2);
    selectTop(Float64Array.of(3, 2, NaN, 1), 0, 4, 2, out);
    expect(Array.from(out)).toEqual([0, 1]);
    selectTop(Float64Array.of(NaN, NaN, 5, 4), 0, 4, 2, out);
    expect(Array.from(out)).toEqual([2, 3]);
  });

  it('does the same with float32, all equal, rising and falling scores', () => {
    const n = 30;
    const forms = [() => 3, (i: number) => i, (i: number) => -i, (i: number) => i % 4];
    for (const form of forms) {
      const scores = Float32Array.from({ length: n }, (_, i) => form(i));
      for (const k of [1, 7, n]) {
        const out = new Int32Array(k);
        selectTop(scores, 0, n, k, out);
        expect(Array.from(out)).toEqual(bySort(scores, k));
      }
    }
  });
});

it('counts the same set, whatever was counted before', () => {
  const scores = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 });
  const cases = fc.tuple(
    fc.array(scores, { minLength: 1, maxLength: 9 }),
    fc.integer({ min: 1, max: 12 }),
  );
  fc.assert(
    fc.property(cases, ([rows, k]) => {
      const counter = createTopCounter(12, k);
      for (const row of rows) {
        const counts = new Uint32Array(14);
        counter.count(Float64Array.from(row), counts, 1);
        const expected = new Uint32Array(14);
        for (const i of bySort(row, k)) expected[i + 1]++;
        expect(counts).toEqual(expected);
      }
    }),
  );
});
