import {
  f32x4,
  i32,
  v128,
  type Code,
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
  /**
   * Adds a product of which only some terms are there, those of a list, in its order:
   *
   *   C[r, n] += sum over p < count of  A(r, p) * B(p, n)
   *
   * with A(r, p) at a + r*aRow + list[2p] and B(p, n) at b + list[2p + 1] + 4n. The list is of 32-bit numbers.
   */
  productOfSome(
    a: number,
    aRow: number,
    b: number,
    c: number,
    cRow: number,
    rows: number,
    /** A multiple of four. */
    columns: number,
    list: number,
    count: number,
  ): void;
}

/** Rows and vectors of four columns that are summed in registers at a time: the fastest of those tried. */
const TILE_ROWS = 4;
const TILE_VECTORS = 2;

export const productFunctions: readonly FunctionSpec[] = [
  { name: 'product', parameters: 14, build: emitProduct },
  { name: 'productOfSome', parameters: 9, build: emitProductOfSome },
];

interface Size {
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
}

/** What a tile has of them. */
interface Tile {
  readonly sums: readonly (readonly Local[])[];
  readonly factors: readonly Local[];
  readonly splat: Local;
  readonly from: readonly Local[];
  /** The first row and column of the tile. */
  readonly row: Local;
  readonly column: Local;
}

/** Where C is and how large, as parameters of a function. */
interface Matrix {
  readonly c: Local;
  readonly cRow: Local;
  readonly rows: Local;
  readonly columns: Local;
}

const increase = (f: FunctionBuilder, local: Local, by: Local) =>
  f.emit(local.set(i32.add(local.get, by.get)));
const countUp = (f: FunctionBuilder, local: Local) =>
  f.emit(local.set(i32.add(local.get, i32.const(1))));
const bytesOf = (numbers: Local) => i32.shl(numbers.get, i32.const(2));

function emitProduct(f: FunctionBuilder): void {
  const [a, aRow, aSegment, aStep, b, bSegment, bStep, c, cRow, rows, columns, ...rest] =
    f.parameters;
  const [segments, length, add] = rest;
  const [start, bStart, bAt] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const [segment, step] = [f.local('i32'), f.local('i32')];
  emitTiles(f, { c, cRow, rows, columns }, add.get, (tile) => {
    const { row, column, from } = tile;
    f.emit(start.set(i32.add(a.get, i32.mul(row.get, aRow.get))));
    f.emit(bStart.set(i32.add(b.get, bytesOf(column))));
    f.emit(segment.set(i32.const(0)));
    f.whileLoop(
      () => i32.lessThan(segment.get, segments.get),
      () => {
        emitRows(f, from, start.get, aRow);
        f.emit(bAt.set(bStart.get), step.set(i32.const(0)));
        f.whileLoop(
          () => i32.lessThan(step.get, length.get),
          () => {
            emitTerm(f, tile, bAt.get, (address) => {
              f.emit(tile.splat.set(v128.loadSplat(address.get)));
              increase(f, address, aStep);
            });
            increase(f, bAt, bStep);
            countUp(f, step);
          },
        );
        increase(f, start, aSegment);
        increase(f, bStart, bSegment);
        countUp(f, segment);
      },
    );
  });
}

/** Bytes of an entry of the list of terms. */
const ENTRY = 8;

function emitProductOfSome(f: FunctionBuilder): void {
  const [a, aRow, b, c, cRow, rows, columns, list, count] = f.parameters;
  const [aAt, bAt, at, end] = ['i32', 'i32', 'i32', 'i32'].map(() => f.local('i32'));
  emitTiles(f, { c, cRow, rows, columns }, i32.const(1), (tile) => {
    emitRows(f, tile.from, i32.add(a.get, i32.mul(tile.row.get, aRow.get)), aRow);
    f.emit(at.set(list.get), end.set(i32.add(list.get, i32.shl(count.get, i32.const(3)))));
    f.whileLoop(
      () => i32.lessThan(at.get, end.get),
      () => {
        f.emit(aAt.set(i32.load(at.get)));
        f.emit(bAt.set(i32.add(i32.add(b.get, bytesOf(tile.column)), i32.load(at.get, 4))));
        emitTerm(f, tile, bAt.get, (address) =>
          f.emit(tile.splat.set(v128.loadSplat(i32.add(address.get, aAt.get)))),
        );
        f.emit(at.set(i32.add(at.get, i32.const(ENTRY))));
      },
    );
  });
}

/**
 * Walks through C in tiles that are summed in registers.
 * @param add whether the sums begin with what is there, or with 0
 * @param addTerms emits what adds all terms to the sums of a tile
 */
function emitTiles(
  f: FunctionBuilder,
  matrix: Matrix,
  add: Code,
  addTerms: (tile: Tile) => void,
): void {
  const [column, columnEnd] = [f.local('i32'), f.local('i32')];
  const [row, rowEnd] = [f.local('i32'), f.local('i32')];
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
    blocks(column, columnEnd, matrix.columns, 4 * vectors, () => {
      f.emit(row.set(i32.const(0)));
      for (const rows of [TILE_ROWS, 1]) {
        blocks(row, rowEnd, matrix.rows, rows, () =>
          emitTile(f, matrix, add, tileOf(scratch, { rows, vectors }, row, column), addTerms),
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
  };
}

function tileOf(
  { sums, factors, splat, out, from }: Scratch,
  { rows, vectors }: Size,
  row: Local,
  column: Local,
): Tile & Pick<Scratch, 'out'> {
  return {
    ...{ row, column, splat },
    sums: sums.slice(0, rows).map((parts) => parts.slice(0, vectors)),
    factors: factors.slice(0, vectors),
    out: out.slice(0, rows),
    from: from.slice(0, rows),
  };
}

function emitTile(
  f: FunctionBuilder,
  { c, cRow }: Matrix,
  add: Code,
  tile: Tile & Pick<Scratch, 'out'>,
  addTerms: (tile: Tile) => void,
): void {
  const { out, sums, row, column } = tile;
  const eachSum = (body: (sum: Local, r: number, v: number) => void) =>
    sums.forEach((parts, r) => parts.forEach((sum, v) => body(sum, r, v)));
  emitRows(f, out, i32.add(i32.add(c.get, i32.mul(row.get, cRow.get)), bytesOf(column)), cRow);
  f.ifElse(
    add,
    () => eachSum((sum, r, v) => f.emit(sum.set(v128.load(out[r].get, 16 * v)))),
    () => eachSum((sum) => f.emit(sum.set(f32x4.const(0)))),
  );
  addTerms(tile);
  eachSum((sum, r, v) => f.emit(v128.store(out[r].get, sum.get, 16 * v)));
}

/** Addresses of rows: the first, then one stride further each. */
function emitRows(
  f: FunctionBuilder,
  addresses: readonly Local[],
  first: Code,
  stride: Local,
): void {
  addresses.forEach((address, r) => {
    f.emit(address.set(r === 0 ? first : i32.add(addresses[r - 1].get, stride.get)));
  });
}

/**
 * Adds one term to all sums of a tile.
 * @param bAt where its numbers of B begin
 * @param loadSplat emits what takes the number of a row of A, whose address is given
 */
function emitTerm(
  f: FunctionBuilder,
  { sums, factors, splat, from }: Tile,
  bAt: Code,
  loadSplat: (address: Local) => void,
): void {
  factors.forEach((factor, v) => f.emit(factor.set(v128.load(bAt, 16 * v))));
  from.forEach((address, r) => {
    loadSplat(address);
    sums[r].forEach((sum, v) => {
      f.emit(sum.set(f32x4.add(sum.get, f32x4.mul(splat.get, factors[v].get))));
    });
  });
}
