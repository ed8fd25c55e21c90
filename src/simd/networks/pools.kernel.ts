import {
  f32x4,
  i32,
  v128,
  type Code,
  type FunctionBuilder,
  type FunctionSpec,
  type Local,
} from '../assembler';
import { eachVector, move, repeat } from './loops';

/**
 * Maxima over windows of 2 x 2 of one map whose channels are a multiple of four. `rows` and `columns`
 * are those of the pooled map, `row` is the stride of the map in bytes, as are all addresses.
 */
export interface PoolExports {
  pool(
    values: number,
    row: number,
    out: number,
    rows: number,
    columns: number,
    channels: number,
  ): void;
  /** The slope of a window goes to its first largest value, the others get zero. */
  poolGradient(
    values: number,
    row: number,
    out: number,
    rows: number,
    columns: number,
    channels: number,
    /** Slopes of `out`, and those of `values`, which are written. */
    dOut: number,
    dValues: number,
  ): void;
}

export const poolFunctions: readonly FunctionSpec[] = [
  { name: 'pool', parameters: 6, build: emitPool },
  { name: 'poolGradient', parameters: 8, build: emitPoolGradient },
];

function emitPool(f: FunctionBuilder): void {
  const out = f.parameters[2];
  eachWindow(f, [out], (cells) => {
    const [first, right, below, last] = cells.map((cell) => v128.load(cell));
    // in this order a NaN that comes first stays, as in the plain network
    const top = f32x4.larger(first, right);
    const bottom = f32x4.larger(below, last);
    f.emit(v128.store(out.get, f32x4.larger(top, bottom)));
  });
}

function emitPoolGradient(f: FunctionBuilder): void {
  const [values, , out, , , , dOut, dValues] = f.parameters;
  const offset = f.local('i32');
  const largest = f.local('v128');
  const here = f.local('v128');
  /** The slopes of those windows whose value is yet to be met. */
  const slope = f.local('v128');
  // both maps are alike: a slope lies as far from its value as the maps from each other
  f.emit(offset.set(i32.sub(dValues.get, values.get)));
  eachWindow(f, [out, dOut], (cells) => {
    const slopesAt = (cell: Code) => i32.add(cell, offset.get);
    f.emit(largest.set(v128.load(out.get)), slope.set(v128.load(dOut.get)));
    for (const cell of cells.slice(0, 3)) {
      f.emit(here.set(f32x4.equal(v128.load(cell), largest.get)));
      f.emit(v128.store(slopesAt(cell), v128.and(slope.get, here.get)));
      f.emit(slope.set(v128.andNot(slope.get, here.get)));
    }
    // also the slope of a NaN, which equals nothing
    f.emit(v128.store(slopesAt(cells[3]), slope.get));
  });
}

/**
 * Visits every window, four channels at a time, with the addresses of its four values; what else
 * moves on goes through a map of the pooled size.
 */
function eachWindow(
  f: FunctionBuilder,
  pooled: readonly Local[],
  visit: (cells: readonly Code[]) => void,
): void {
  const [values, row, , rows, columns, channels] = f.parameters;
  const pixel = f.local('i32');
  const [above, below] = [f.local('i32'), f.local('i32')];
  f.emit(pixel.set(i32.shl(channels.get, i32.const(2))));
  repeat(f, rows.get, () => {
    f.emit(above.set(values.get), below.set(i32.add(values.get, row.get)));
    repeat(f, columns.get, () => {
      eachVector(f, channels.get, [above, below, ...pooled], () => {
        const [left, right] = [above, below].map(({ get }) => [get, i32.add(get, pixel.get)]);
        visit([...left, ...right]);
      });
      // the pixel to the right belongs to the same window
      for (const address of [above, below]) move(f, address, pixel.get);
    });
    move(f, values, i32.shl(row.get, i32.const(1)));
  });
}
