import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from '../../vector';
import { createCholesky } from './cholesky';

const rowOf = (vectors: readonly (readonly number[])[]) => {
  const last = vectors[vectors.length - 1];
  return Float64Array.from(vectors, (v) => dot(v, last));
};

describe('a Cholesky factor with rows that come and go', () => {
  const vectors = fc.array(
    fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 6, maxLength: 6 }),
    { minLength: 1, maxLength: 14 },
  );
  const removals = fc.array(fc.nat(), { minLength: 14, maxLength: 14 });

  it('solves what is left, whatever came and went', () => {
    fc.assert(
      fc.property(vectors, removals, (all, removed) => {
        const factor = createCholesky();
        const held: number[][] = [];
        all.forEach((vector, turn) => {
          if (factor.append(rowOf([...held, vector]), 1e-9)) held.push(vector);
          if (removed[turn] % 3 === 0 && held.length > 0) {
            const index = removed[turn] % held.length;
            factor.remove(index);
            held.splice(index, 1);
          }
          expect(factor.size()).toBe(held.length);
          const x = Float64Array.from(held, (_, i) => i - 1.5);
          const b = Float64Array.from(held, (v) =>
            held.reduce((sum, w, j) => sum + dot(v, w) * x[j], 0),
          );
          factor.solve(b, b);
          b.forEach((value, i) => expect(value).toBeCloseTo(x[i], 7));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a row that would make it singular, and goes on without it', () => {
    const factor = createCholesky();
    expect(factor.append(rowOf([[1, 2]]), 1e-10)).toBe(true);
    expect(
      factor.append(
        rowOf([
          [1, 2],
          [2, 4],
        ]),
        1e-10,
      ),
    ).toBe(false);
    expect(
      factor.append(
        rowOf([
          [1, 2],
          [2, 3],
        ]),
        1e-10,
      ),
    ).toBe(true);
    expect(factor.size()).toBe(2);
    factor.clear();
    expect(factor.append(rowOf([[0, 0]]), 1e-10)).toBe(false);
  });
});
