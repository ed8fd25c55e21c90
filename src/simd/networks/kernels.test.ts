import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals } from '../../core/neighbours/testing/numbers';
import { createArena, type Kernels } from './products';

const fours = (max: number) => fc.integer({ min: 1, max }).map((n) => 4 * n);
const count = fc.integer({ min: 0, max: 4 });
/** Few numbers, so that many are equal, and those that comparisons treat in their own way. */
const awkward = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 2];
const number = fc.constantFrom(...awkward);
const floats = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((n) => Float32Array.from(n));

/** Runs a kernel on blocks that hold copies of the arrays; returns what they hold after it. */
function on(
  arrays: readonly Float32Array[],
  run: (kernel: Kernels, ...at: number[]) => void,
): Float32Array[] {
  const arena = createArena();
  const blocks = arrays.map(({ length }) => arena.allocate(length));
  arrays.forEach((values, i) => arena.view(blocks[i]).set(values));
  run(arena.kernel, ...blocks.map(({ at }) => at));
  return blocks.map((block) => arena.view(block).slice());
}

/** What lies behind the numbers of a kernel and has to stay. */
const REST = 8;

describe('kernels of activations: the plain loops, bit by bit', () => {
  const sizes = fc.tuple(count, fours(4));

  it('add biases, with and without relu', () => {
    const cases = sizes.chain(([rows, columns]) =>
      fc.tuple(fc.constant(rows), floats(rows * columns + REST), floats(columns), fc.boolean()),
    );
    fc.assert(
      fc.property(cases, ([rows, values, bias, relu]) => {
        const [got] = on([values, bias], (kernel, at, biasAt) =>
          kernel.addBias(at, rows, bias.length, biasAt, relu ? 1 : 0),
        );
        const expected = values.map((value, i) => {
          if (i >= rows * bias.length) return value;
          const sum = value + bias[i % bias.length];
          return relu && sum < 0 ? 0 : sum;
        });
        expect(got).toEqual(expected);
      }),
    );
  });

  it('take the slope from where relu is flat, not from a NaN', () => {
    const cases = fours(5).chain((size) => fc.tuple(floats(size + REST), floats(size + REST)));
    fc.assert(
      fc.property(cases, ([values, slopes]) => {
        const size = values.length - REST;
        const [, got] = on([values, slopes], (kernel, at, slopesAt) =>
          kernel.reluGradient(at, slopesAt, size),
        );
        expect(got).toEqual(slopes.map((slope, i) => (i < size && values[i] <= 0 ? 0 : slope)));
      }),
    );
  });

  it('add columns to double sums in the order of rows', () => {
    fc.assert(
      fc.property(sizes, fc.nat(1e6), ([rows, columns], seed) => {
        const values = normals(rows * columns, seed);
        const sums = Float64Array.from(normals(columns, seed + 1));
        const asFloats = new Float32Array(sums.slice().buffer);
        const [, got] = on([values, asFloats], (kernel, at, sumsAt) =>
          kernel.addColumns(at, rows, columns, sumsAt),
        );
        values.forEach((value, i) => (sums[i % columns] += value));
        expect(new Float64Array(got.buffer)).toEqual(sums);
      }),
    );
  });
});

describe('kernels of pools', () => {
  interface Case {
    readonly shape: readonly [rows: number, columns: number, channels: number];
    /** Numbers from one row of the map to the next. */
    readonly row: number;
    readonly values: Float32Array;
    readonly dOut: Float32Array;
  }
  const cases = fc
    .record({ rows: count, columns: count, channels: fours(2), odd: fc.nat(1) })
    .chain(({ rows, columns, channels, odd }) => {
      const row = (2 * columns + odd) * channels;
      return fc.record<Case>({
        shape: fc.constant([rows, columns, channels] as const),
        row: fc.constant(row),
        values: floats((2 * rows + odd) * row + REST),
        dOut: floats(rows * columns * channels + REST),
      });
    });

  /** Every window: its four places in the map, and its place in the pooled one. */
  function eachWindow(
    { shape: [rows, columns, channels], row }: Case,
    visit: (window: number[], out: number) => void,
  ): void {
    for (let out = 0; out < rows * columns * channels; out++) {
      const pixel = Math.floor(out / channels);
      const [y, x] = [Math.floor(pixel / columns), pixel % columns];
      const first = 2 * y * row + 2 * x * channels + (out % channels);
      visit([first, first + channels, first + row, first + row + channels], out);
    }
  }

  const pooled = (s: Case) => {
    const result = new Float32Array(s.dOut.length).fill(7);
    eachWindow(s, (window, out) => {
      const [first, right, below, last] = window.map((i) => s.values[i]);
      const top = right > first ? right : first;
      const bottom = last > below ? last : below;
      result[out] = bottom > top ? bottom : top;
    });
    return result;
  };

  it('are the plain loop, also where values are equal or NaN, and write nothing else', () => {
    fc.assert(
      fc.property(cases, (s) => {
        const out = new Float32Array(s.dOut.length).fill(7);
        const [, got] = on([s.values, out], (kernel, at, outAt) =>
          kernel.pool(at, 4 * s.row, outAt, ...s.shape),
        );
        expect(got).toEqual(pooled(s));
      }),
      { numRuns: 200 },
    );
  });

  it('give the slope to the first largest value, or to the last where that is NaN', () => {
    fc.assert(
      fc.property(cases, (s) => {
        const out = pooled(s);
        const expected = new Float32Array(s.values.length).fill(7);
        eachWindow(s, (window, o) => {
          const first = window.findIndex((i) => s.values[i] === out[o]);
          const taker = first < 0 ? 3 : first;
          window.forEach((i, place) => (expected[i] = place === taker ? s.dOut[o] : 0));
        });
        const dValues = new Float32Array(s.values.length).fill(7);
        const got = on([s.values, out, s.dOut, dValues], (kernel, at, outAt, dOutAt, dAt) =>
          kernel.poolGradient(at, 4 * s.row, outAt, ...s.shape, dOutAt, dAt),
        );
        expect(got[3]).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe('kernels of layouts', () => {
  it('turn a matrix', () => {
    fc.assert(
      fc.property(fours(4), fours(4), (rows, columns) => {
        const matrix = normals(rows * columns, rows + columns);
        const out = new Float32Array(matrix.length + REST).fill(7);
        const [, got] = on([matrix, out], (kernel, at, outAt) =>
          kernel.turn(at, rows, columns, outAt),
        );
        const expected = out.map((rest, i) =>
          i < matrix.length ? matrix[(i % rows) * columns + Math.floor(i / rows)] : rest,
        );
        expect(got).toEqual(expected);
      }),
    );
  });

  it('add windows that overlap, in order', () => {
    const cases = fc.record({
      size: fours(4),
      rows: count,
      columns: count,
      toRow: fc.nat(20),
      toStep: fc.nat(8),
    });
    fc.assert(
      fc.property(cases, fc.nat(1e6), ({ size, rows, columns, toRow, toStep }, seed) => {
        const windows = normals(rows * columns * size, seed);
        const to = normals(rows * toRow + columns * toStep + size, seed + 1);
        const [, got] = on([windows, to], (kernel, at, toAt) =>
          kernel.addWindows(at, size, rows, columns, toAt, 4 * toRow, 4 * toStep),
        );
        windows.forEach((value, i) => {
          const window = Math.floor(i / size);
          const [y, x] = [Math.floor(window / columns), window % columns];
          to[y * toRow + x * toStep + (i % size)] += value;
        });
        expect(got).toEqual(to);
      }),
    );
  });
});
