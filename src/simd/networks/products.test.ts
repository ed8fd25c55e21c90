import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals } from '../../core/neighbours/testing/numbers';
import { createArena, hasSimd } from './products';

/** Sizes and strides of a product, in numbers instead of bytes. */
interface Case {
  readonly rows: number;
  readonly columns: number;
  readonly segments: number;
  readonly length: number;
  readonly aRow: number;
  readonly aSegment: number;
  readonly aStep: number;
  readonly bSegment: number;
  readonly bStep: number;
  readonly cRow: number;
  readonly add: number;
}

/** The formula in three loops, in double precision; returns sums and the sums of absolute terms. */
function byLoops(s: Case, a: Float32Array, b: Float32Array, c: Float32Array) {
  const result = Float64Array.from(c);
  const reach = Float64Array.from(c, Math.abs);
  for (let r = 0; r < s.rows; r++) {
    for (let n = 0; n < s.columns; n++) {
      let sum = s.add ? c[r * s.cRow + n] : 0;
      let absolute = Math.abs(sum);
      for (let t = 0; t < s.segments; t++) {
        for (let l = 0; l < s.length; l++) {
          const term =
            a[r * s.aRow + t * s.aSegment + l * s.aStep] * b[t * s.bSegment + l * s.bStep + n];
          sum += term;
          absolute += Math.abs(term);
        }
      }
      result[r * s.cRow + n] = sum;
      reach[r * s.cRow + n] = absolute;
    }
  }
  return { result, reach };
}

/** The kernel on a memory of its own; what lies around C has to stay. */
function byKernel(s: Case, a: Float32Array, b: Float32Array, c: Float32Array): Float32Array {
  const arena = createArena();
  const blocks = [a, b, c].map(({ length }) => arena.allocate(length));
  [a, b, c].forEach((values, i) => arena.view(blocks[i]).set(values));
  arena.kernel.product(
    blocks[0].at,
    4 * s.aRow,
    4 * s.aSegment,
    4 * s.aStep,
    blocks[1].at,
    4 * s.bSegment,
    4 * s.bStep,
    blocks[2].at,
    4 * s.cRow,
    s.rows,
    s.columns,
    s.segments,
    s.length,
    s.add,
  );
  return arena.view(blocks[2]).slice();
}

const cases = fc
  .record({
    rows: fc.integer({ min: 0, max: 11 }),
    columns: fc.integer({ min: 1, max: 7 }).map((n) => 4 * n),
    segments: fc.integer({ min: 0, max: 4 }),
    length: fc.integer({ min: 0, max: 9 }),
    // strides as small as these make rows and segments overlap
    aRow: fc.integer({ min: 0, max: 12 }),
    aSegment: fc.integer({ min: 0, max: 12 }),
    aStep: fc.integer({ min: 0, max: 12 }),
    bSegment: fc.integer({ min: 0, max: 40 }),
    bStep: fc.integer({ min: 0, max: 40 }),
    gap: fc.integer({ min: 0, max: 5 }),
    add: fc.constantFrom(0, 1),
  })
  .map(({ gap, ...rest }): Case => ({ ...rest, cRow: rest.columns + gap }));

describe('the product kernel', () => {
  it('is there: tests run where SIMD is', () => {
    expect(hasSimd()).toBe(true);
  });

  it('agrees with three loops for all sizes and strides, and writes nothing else', () => {
    fc.assert(
      fc.property(cases, fc.nat(1e6), (s, seed) => {
        const sizes = [
          s.rows * s.aRow + s.segments * s.aSegment + s.length * s.aStep + 1,
          s.segments * s.bSegment + s.length * s.bStep + s.columns,
          (s.rows + 1) * s.cRow + 8,
        ];
        const [a, b, c] = sizes.map((size, i) => normals(size, 3 * seed + i));
        const { result, reach } = byLoops(s, a, b, c);
        const bound = (s.segments * s.length + 2) * 2 ** -24;
        const got = byKernel(s, a, b, c);
        const right = (value: number, i: number) => {
          const written = Math.floor(i / s.cRow) < s.rows && i % s.cRow < s.columns;
          return written ? Math.abs(got[i] - value) <= bound * reach[i] : Object.is(got[i], c[i]);
        };
        expect(result.findIndex((value, i) => !right(value, i))).toBe(-1);
      }),
      { numRuns: 400 },
    );
  });

  it('convolves without copying windows: overlapping rows, one segment per row of pixels', () => {
    const [height, width, kernel, filters] = [6, 7, 3, 4];
    const image = normals(height * width, 1);
    const weights = normals(kernel * kernel * filters, 2);
    const y = 2;
    const columns = width - kernel + 1;
    const size = { rows: columns, columns: filters, segments: kernel, length: kernel };
    const strides = { aRow: 1, aSegment: width, aStep: 1, bSegment: kernel * filters };
    const got = byKernel(
      { ...size, ...strides, bStep: filters, cRow: filters, add: 0 },
      image.subarray(y * width),
      weights,
      new Float32Array(columns * filters),
    );
    for (let x = 0; x < columns; x++) {
      for (let f = 0; f < filters; f++) {
        let sum = 0;
        for (let ky = 0; ky < kernel; ky++) {
          for (let kx = 0; kx < kernel; kx++) {
            sum += image[(y + ky) * width + x + kx] * weights[(ky * kernel + kx) * filters + f];
          }
        }
        expect(got[x * filters + f]).toBeCloseTo(sum, 5);
      }
    }
  });
});

/** The same terms by the kernel that is given a list of them: those for which `keep` holds. */
function bySome(
  s: Case,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  keep = (_: number) => true,
) {
  const terms: number[] = [];
  for (let t = 0; t < s.segments; t++) {
    for (let l = 0; l < s.length; l++) {
      if (!keep(t * s.length + l)) continue;
      terms.push(4 * (t * s.aSegment + l * s.aStep), 4 * (t * s.bSegment + l * s.bStep));
    }
  }
  const arena = createArena();
  const blocks = [a, b, c, terms].map(({ length }) => arena.allocate(length));
  [a, b, c].forEach((values, i) => arena.view(blocks[i]).set(values));
  const [aAt, bAt, cAt, list] = blocks.map(({ at }) => at);
  new Int32Array(arena.kernel.memory.buffer, list, terms.length).set(terms);
  arena.kernel.productOfSome(
    aAt,
    4 * s.aRow,
    bAt,
    cAt,
    4 * s.cRow,
    s.rows,
    s.columns,
    list,
    terms.length / 2,
  );
  return arena.view(blocks[2]).slice();
}

describe('the product of some terms', () => {
  const sizes = (s: Case) => [
    s.rows * s.aRow + s.segments * s.aSegment + s.length * s.aStep + 1,
    s.segments * s.bSegment + s.length * s.bStep + s.columns,
    (s.rows + 1) * s.cRow + 8,
  ];
  const added = cases.map((s): Case => ({ ...s, add: 1 }));

  it('is that of all of them, to the bit, for all sizes and strides', () => {
    fc.assert(
      fc.property(added, fc.nat(1e6), (s, seed) => {
        const [a, b, c] = sizes(s).map((size, i) => normals(size, 3 * seed + i));
        expect(bySome(s, a, b, c)).toEqual(byKernel(s, a, b, c));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('is so too where those that are left out are 0', () => {
    const apart = added.map((s): Case => ({
      ...s,
      bStep: s.columns,
      bSegment: s.length * s.columns,
    }));
    fc.assert(
      fc.property(apart, fc.nat(1e6), fc.nat(2 ** 30), (s, seed, kept) => {
        const [a, b, c] = sizes(s).map((size, i) => normals(size, 3 * seed + i));
        const keep = (term: number) => ((kept >> (term % 30)) & 1) === 1;
        for (let term = 0; term < s.segments * s.length; term++) {
          if (!keep(term)) b.fill(0, term * s.columns, (term + 1) * s.columns);
        }
        expect(bySome(s, a, b, c, keep)).toEqual(byKernel(s, a, b, c));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('an arena', () => {
  it('hands out blocks of zeros that do not touch, aligned, also beyond its first pages', () => {
    const arena = createArena();
    const sizes = [1, 4, 5, 100_000, 3, 70_000, 0, 2];
    const blocks = sizes.map((size) => arena.allocate(size));
    blocks.forEach((block, i) => {
      expect(block.at % 16).toBe(0);
      expect(block.at).toBeGreaterThan(0);
      const view = arena.view(block);
      expect(view.length).toBe(sizes[i]);
      expect(view.every((value) => value === 0)).toBe(true);
      view.fill(i + 1);
    });
    blocks.forEach((block, i) =>
      expect(arena.view(block).every((value) => value === i + 1)).toBe(true),
    );
  });

  it('keeps what is in its blocks when it grows', () => {
    const arena = createArena();
    const block = arena.allocate(3);
    arena.view(block).set([1, 2, 3]);
    arena.allocate(1_000_000);
    expect(Array.from(arena.view(block))).toEqual([1, 2, 3]);
  });
});
