import {
  f32x4,
  i32,
  v128,
  type FunctionBuilder,
  type FunctionSpec,
  type Local,
} from '../assembler';

/**
 * The kernel that all layers with weights are made of: a product of matrices whose rows may overlap, summed
 * over segments.
 *
 *   C[r, n] (+)= sum over s < segments, l < length of  A(r, s, l) * B(s, l, n)
 *
 * with A(r, s, l) at a + r*aRow + s*aSegment + l*aStep and B(s, l, n) at b + s*bSegment + l*bStep +
 * 4n. Overlapping rows make a convolution of it without copying windows: a window of an image is one
 * segment per row of pixels. All addresses and strides are in bytes; numbers are float32.
 */
export interface ProductExports {
  product(
    a: number,
    aRow: number,
    aSegment: number,
    aStep: number,
    b: number,
    bSegment: number,
    bStep: number,
    c: number,
    cRow: number,
    rows: number,
    /** A multiple of four. */
    columns: number,
    segments: number,
    length: number,
    /** 1 adds to C, 0 writes it. */
    add: number,
  ): void;
}

/** Rows and vectors of four columns that are summed in registers at a time: the fastest of those tried. */
const TILE_ROWS = 4;
const TILE_VECTORS = 2;

export const productFunctions: readonly FunctionSpec[] = [
  { name: 'product', parameters: 14, build: emitProduct },
];

interface Tile {
  readonly rows: number;
  readonly vectors: number;
}

/** Local variables that tiles of all sizes share. */
interface Scratch {
  readonly sums: readonly (readonly Local[])[];
  readonly factors: readonly Local[];
  readonly splat: Local;
  /** Addresses of the rows of C and of A. */
  readonly out: readonly Local[];
  readonly from: readonly Local[];
  readonly start: Local;
  readonly bStart: Local;
  readonly bAt: Local;
  readonly segment: Local;
  readonly step: Local;
}

function emitProduct(f: FunctionBuilder): void {
  const rowCount = f.parameters[9];
  const columnCount = f.parameters[10];
  const column = f.local('i32');
  const row = f.local('i32');
  const rowEnd = f.local('i32');
  const columnEnd = f.local('i32');
  const scratch = createScratch(f);

  /** Whole blocks of `size` from where `at` stands. */
  const blocks = (at: Local, end: Local, count: Local, size: number, body: () => void) => {
    f.emit(end.set(i32.sub(count.get, i32.const(size - 1))));
    f.whileLoop(
      () => i32.lessThanSigned(at.get, end.get),
      () => {
        body();
        f.emit(at.set(i32.add(at.get, i32.const(size))));
      },
    );
  };
  f.emit(column.set(i32.const(0)));
  for (let vectors = TILE_VECTORS; vectors >= 1; vectors >>= 1) {
    blocks(column, columnEnd, columnCount, 4 * vectors, () => {
      f.emit(row.set(i32.const(0)));
      for (const rows of [TILE_ROWS, 1]) {
        blocks(row, rowEnd, rowCount, rows, () =>
          emitTile(f, row, column, { rows, vectors }, scratch),
        );
      }
    });
  }
}

function createScratch(f: FunctionBuilder): Scratch {
  const vectors = (count: number) => Array.from({ length: count }, () => f.local('v128'));
  const addresses = () => Array.from({ length: TILE_ROWS }, () => f.local('i32'));
  return {
    sums: Array.from({ length: TILE_ROWS }, () => vectors(TILE_VECTORS)),
    factors: vectors(TILE_VECTORS),
    splat: f.local('v128'),
    out: addresses(),
    from: addresses(),
    start: f.local('i32'),
    bStart: f.local('i32'),
    bAt: f.local('i32'),
    segment: f.local('i32'),
    step: f.local('i32'),
  };
}

function emitTile(
  f: FunctionBuilder,
  row: Local,
  column: Local,
  { rows, vectors }: Tile,
  scratch: Scratch,
): void {
  const [a, aRow, aSegment, aStep, b, bSegment, bStep, c, cRow, , , segments, length, add] =
    f.parameters;
  const { splat, start, bStart, bAt, segment, step } = scratch;
  const out = scratch.out.slice(0, rows);
  const from = scratch.from.slice(0, rows);
  const factors = scratch.factors.slice(0, vectors);
  const sums = scratch.sums.slice(0, rows).map((parts) => parts.slice(0, vectors));
  const eachSum = (body: (sum: Local, r: number, v: number) => void) =>
    sums.forEach((parts, r) => parts.forEach((sum, v) => body(sum, r, v)));
  const columnBytes = i32.shl(column.get, i32.const(2));
  const increase = (local: Local, by: Local) => f.emit(local.set(i32.add(local.get, by.get)));
  const count = (local: Local) => f.emit(local.set(i32.add(local.get, i32.const(1))));
  /** Addresses of rows: the first, then one stride further each. */
  const rowsFrom = (addresses: readonly Local[], first: readonly number[], stride: Local) =>
    addresses.forEach((address, r) => {
      f.emit(address.set(r === 0 ? first : i32.add(addresses[r - 1].get, stride.get)));
    });

  rowsFrom(out, i32.add(i32.add(c.get, i32.mul(row.get, cRow.get)), columnBytes), cRow);
  f.ifElse(
    add.get,
    () => eachSum((sum, r, v) => f.emit(sum.set(v128.load(out[r].get, 16 * v)))),
    () => eachSum((sum) => f.emit(sum.set(f32x4.const(0)))),
  );
  f.emit(start.set(i32.add(a.get, i32.mul(row.get, aRow.get))));
  f.emit(bStart.set(i32.add(b.get, columnBytes)));
  f.emit(segment.set(i32.const(0)));
  f.whileLoop(
    () => i32.lessThan(segment.get, segments.get),
    () => {
      rowsFrom(from, start.get, aRow);
      f.emit(bAt.set(bStart.get), step.set(i32.const(0)));
      f.whileLoop(
        () => i32.lessThan(step.get, length.get),
        () => {
          factors.forEach((factor, v) => f.emit(factor.set(v128.load(bAt.get, 16 * v))));
          from.forEach((address, r) => {
            f.emit(splat.set(v128.loadSplat(address.get)));
            increase(address, aStep);
            sums[r].forEach((sum, v) => {
              f.emit(sum.set(f32x4.add(sum.get, f32x4.mul(splat.get, factors[v].get))));
            });
          });
          increase(bAt, bStep);
          count(step);
        },
      );
      increase(start, aSegment);
      increase(bStart, bSegment);
      count(segment);
    },
  );
  eachSum((sum, r, v) => f.emit(v128.store(out[r].get, sum.get, 16 * v)));
}
