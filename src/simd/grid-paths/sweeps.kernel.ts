import { assemble, f64x2, i32, v128, type FunctionBuilder, type Local } from '../assembler';

/**
 * The code of the SIMD search over grids, four maps at a time: how far every node is from the first one,
 *
 *   distance(v) = cost(v) + min over the neighbours u of v of distance(u),
 *
 * by sweeps over the grid to and fro, as for distances in pictures (Rosenfeld and Pfaltz 1966), until one changes
 * nothing. Costs are at least 0 and rounded sums do not fall, so these are the distances of Dijkstra's algorithm
 * bit for bit, in whatever order nodes are seen to.
 */

/** Maps side by side in memory: two vectors of two doubles. */
export const LANES = 4;
const VECTORS = LANES / 2;
const CELL_BYTES = 16 * VECTORS;

/** The size of the maps. A frame of cells around them is never reached, so that none has a border to see to. */
export interface SweepLayout {
  readonly rows: number;
  readonly columns: number;
}

/** Doubles of the distances, and of the costs, which follow them in memory. */
export const doublesOf = ({ rows, columns }: SweepLayout) => LANES * (rows + 2) * (columns + 2);

/** The double of a node where the values of its maps begin, among the distances and among the costs. */
export const placeOf = ({ columns }: SweepLayout, node: number) =>
  LANES * ((Math.floor(node / columns) + 1) * (columns + 2) + (node % columns) + 1);

export interface SweepExports {
  readonly memory: WebAssembly.Memory;
  /** Sweeps until nothing changes; distances are to be Infinity before, but for the first node. */
  run(): void;
}

export const sweepBytes = (layout: SweepLayout): Uint8Array<ArrayBuffer> =>
  assemble([{ name: 'run', parameters: 0, build: (f) => emitSweeps(f, layout) }]);

function emitSweeps(f: FunctionBuilder, layout: SweepLayout): void {
  const rowBytes = CELL_BYTES * (layout.columns + 2);
  const [row, cell] = [f.local('i32'), f.local('i32')];
  const going = f.local('i32');
  const changed = f.local('v128');
  const relax = createRelaxation(f, layout, cell, changed);
  const width = i32.const(CELL_BYTES * layout.columns);
  const height = i32.const(rowBytes * layout.rows);

  f.emit(going.set(i32.const(1)));
  f.whileLoop(
    () => going.get,
    () => {
      f.emit(changed.set(f64x2.const(0)), row.set(i32.const(0)));
      f.whileLoop(
        () => i32.lessThan(row.get, height),
        () => {
          const end = i32.add(row.get, width);
          f.emit(cell.set(row.get), relax.start());
          f.whileLoop(
            () => i32.lessThan(cell.get, end),
            () => {
              relax.from(0);
              f.emit(cell.set(i32.add(cell.get, i32.const(CELL_BYTES))));
            },
          );
          f.emit(row.set(i32.add(row.get, i32.const(rowBytes))));
        },
      );
      f.whileLoop(
        () => row.get,
        () => {
          f.emit(row.set(i32.sub(row.get, i32.const(rowBytes))));
          f.emit(cell.set(i32.add(row.get, width)), relax.start());
          f.whileLoop(
            () => i32.lessThan(row.get, cell.get),
            () => {
              f.emit(cell.set(i32.sub(cell.get, i32.const(CELL_BYTES))));
              relax.from(2);
            },
          );
        },
      );
      f.emit(going.set(v128.anyTrue(changed.get)));
    },
  );
}

/**
 * A step of a sweep: a cell is reached from the three of the row before it, or from the one that the sweep has
 * just left. `cell` is the address of its neighbour at the upper left, so that all offsets are positive.
 */
function createRelaxation(f: FunctionBuilder, layout: SweepLayout, cell: Local, changed: Local) {
  const rowBytes = CELL_BYTES * (layout.columns + 2);
  const costs = 8 * doublesOf(layout);
  const [before, after] = [f.local('v128'), f.local('v128')];
  const left = Array.from({ length: VECTORS }, () => f.local('v128'));
  const min = f64x2.smaller;
  return {
    /** A row begins: nothing has been left. */
    start: () => left.flatMap((vector) => vector.set(f64x2.const(Infinity))),
    /** @param side the row before: the one above (0) or below (2) */
    from(side: 0 | 2): void {
      for (const [i, vector] of left.entries()) {
        const at = (rows: number, columns: number) =>
          rows * rowBytes + columns * CELL_BYTES + 16 * i;
        const distance = (columns: number) => v128.load(cell.get, at(side, columns));
        const near = min(min(distance(0), distance(1)), min(distance(2), vector.get));
        f.emit(before.set(v128.load(cell.get, at(1, 1))));
        const reached = f64x2.add(near, v128.load(cell.get, costs + at(1, 1)));
        f.emit(after.set(min(before.get, reached)));
        f.emit(changed.set(v128.or(changed.get, f64x2.lessThan(after.get, before.get))));
        f.emit(v128.store(cell.get, after.get, at(1, 1)), vector.set(after.get));
      }
    },
  };
}
