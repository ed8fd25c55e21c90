import { describe, expect, it } from 'vitest';
import { hashOf } from './bits';
import { createRecorder, differenceOf, type Row } from './trace';

const recorded = (rows: readonly Row[]) => {
  const recorder = createRecorder();
  rows.forEach(recorder.add);
  return recorder.end();
};

/** The next float64 above a positive one. */
function next(value: number): number {
  const bits = new BigUint64Array(Float64Array.of(value).buffer);
  bits[0]++;
  return new Float64Array(bits.buffer)[0];
}

describe('the hash of a value', () => {
  it('is another one for a single bit, wherever it is', () => {
    const value = (x: number) => ({ list: [{ floats: Float64Array.of(0.1, x) }, 'text'] });
    expect(hashOf(value(0.3))).toBe(hashOf(value(0.3)));
    expect(hashOf(value(0.3))).not.toBe(hashOf(value(next(0.3))));
    expect(hashOf(0.3)).not.toBe(hashOf(next(0.3)));
    expect(hashOf(0)).not.toBe(hashOf(-0));
  });

  it('tells types and lengths apart, and has one NaN', () => {
    const values = [1, '1', true, null, [1], { a: 1 }, { b: 1 }, [], '', [[1]], [1, 1]];
    const arrays = [
      Float64Array.of(1),
      Float32Array.of(1),
      Int32Array.of(1),
      Float32Array.of(1, 0),
    ];
    const hashes = [...values, ...arrays].map(hashOf);
    expect(new Set(hashes).size).toBe(hashes.length);
    const negative = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer);
    expect(hashOf(negative)).toBe(hashOf(Float64Array.of(NaN)));
    expect(hashOf(negative[0])).toBe(hashOf(NaN));
    expect(hashOf(negative)).not.toBe(hashOf(Float64Array.of(Infinity)));
  });
});

describe('a recorded run', () => {
  const weights = Float32Array.of(1, 2, 3);
  const rows: readonly Row[] = [
    { loss: 0.5, weights, words: 'a' },
    { loss: 0.25, weights, words: 'b', test: [1] },
    { loss: 0.125, weights, words: 'c' },
  ];
  const { trace } = recorded(rows);
  const changed = (step: number, change: Row) =>
    differenceOf(
      trace,
      recorded(rows.map((row, i) => (i === step - 1 ? { ...row, ...change } : row))),
    );

  it('is the same for the same values, also after those have changed', () => {
    const recorder = createRecorder();
    const own = weights.slice();
    for (const row of rows) recorder.add({ ...row, weights: own });
    own.fill(0);
    expect(differenceOf(trace, recorder.end())).toBeNull();
    expect(differenceOf(JSON.parse(JSON.stringify(trace)), recorded(rows))).toBeNull();
  });

  it('differs in the first step and the fields that differ', () => {
    expect(changed(2, { loss: next(0.25) })).toBe(
      'differs from step 2 on, in loss (now 0.25000000000000006)',
    );
    expect(changed(3, { weights: Float32Array.of(1, 2, -3), words: 'd' })).toBe(
      'differs from step 3 on, in weights, words (now d)',
    );
    expect(changed(1, { test: [1] })).toBe('differs from step 1 on, in test, new');
    expect(changed(3, { more: 7 })).toBe('differs from step 3 on, in more (now 7, new)');
  });

  it('differs where it has other steps or fields', () => {
    expect(differenceOf(trace, recorded(rows.slice(0, 2)))).toBe(
      'differs from step 3 on, in loss (which it no longer has), weights (which it no longer has), words (which it no longer has)',
    );
    expect(differenceOf(trace, recorded([...rows, { loss: 1 }]))).toBe(
      'differs from step 4 on, in loss (now 1, new)',
    );
    const { test: _, ...less } = rows[1];
    expect(differenceOf(trace, recorded([rows[0], less, rows[2]]))).toBe(
      'differs from step 2 on, in test (which it no longer has)',
    );
  });

  it('differs where only the hash of the whole tells', () => {
    expect(differenceOf({ ...trace, whole: '' }, recorded(rows))).toContain('alone');
  });
});
