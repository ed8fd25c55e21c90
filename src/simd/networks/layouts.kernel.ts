import { f32x4, i32, i32x4, v128, type FunctionBuilder, type FunctionSpec } from '../assembler';
import { eachVector, move, repeat } from './loops';

/** What moves numbers to other places. Addresses and strides are in bytes. */
export interface LayoutExports {
  /** The matrix with rows and columns exchanged; both are multiples of four. */
  turn(matrix: number, rows: number, columns: number, out: number): void;
  /**
   * Adds windows that lie one after the other where they belong, in order: at `to` + row*`toRow` +
   * column*`toStep`, where they may overlap. The size of a window is a multiple of four.
   */
  addWindows(
    windows: number,
    size: number,
    rows: number,
    columns: number,
    to: number,
    toRow: number,
    toStep: number,
  ): void;
}

export const layoutFunctions: readonly FunctionSpec[] = [
  { name: 'turn', parameters: 4, build: emitTurn },
  { name: 'addWindows', parameters: 7, build: emitAddWindows },
];

/** Blocks of 4 x 4, turned in registers. */
function emitTurn(f: FunctionBuilder): void {
  const [matrix, rows, columns, out] = f.parameters;
  const [matrixRow, outRow] = [f.local('i32'), f.local('i32')];
  const [from, to] = [f.local('i32'), f.local('i32')];
  const block = Array.from({ length: 4 }, () => f.local('v128'));
  const pairs = Array.from({ length: 4 }, () => f.local('v128'));
  const [a, b, c, d] = block.map(({ get }) => get);
  const [abLeft, abRight, cdLeft, cdRight] = pairs.map(({ get }) => get);

  f.emit(matrixRow.set(i32.shl(columns.get, i32.const(2))));
  f.emit(outRow.set(i32.shl(rows.get, i32.const(2))));
  eachVector(f, rows.get, [out], () => {
    f.emit(to.set(out.get));
    eachVector(f, columns.get, [matrix], () => {
      f.emit(from.set(matrix.get));
      for (const row of block) {
        f.emit(row.set(v128.load(from.get)));
        move(f, from, matrixRow.get);
      }
      [
        i32x4.shuffle(a, b, [0, 4, 1, 5]),
        i32x4.shuffle(a, b, [2, 6, 3, 7]),
        i32x4.shuffle(c, d, [0, 4, 1, 5]),
        i32x4.shuffle(c, d, [2, 6, 3, 7]),
      ].forEach((pair, i) => f.emit(pairs[i].set(pair)));
      for (const column of [
        i32x4.shuffle(abLeft, cdLeft, [0, 1, 4, 5]),
        i32x4.shuffle(abLeft, cdLeft, [2, 3, 6, 7]),
        i32x4.shuffle(abRight, cdRight, [0, 1, 4, 5]),
        i32x4.shuffle(abRight, cdRight, [2, 3, 6, 7]),
      ]) {
        f.emit(v128.store(to.get, column));
        move(f, to, outRow.get);
      }
    });
    // one row is behind; three more were turned with it
    move(f, matrix, i32.mul(matrixRow.get, i32.const(3)));
  });
}

function emitAddWindows(f: FunctionBuilder): void {
  const [windows, size, rows, columns, to, toRow, toStep] = f.parameters;
  const [window, at] = [f.local('i32'), f.local('i32')];
  repeat(f, rows.get, () => {
    f.emit(window.set(to.get));
    repeat(f, columns.get, () => {
      f.emit(at.set(window.get));
      eachVector(f, size.get, [windows, at], () => {
        f.emit(v128.store(at.get, f32x4.add(v128.load(at.get), v128.load(windows.get))));
      });
      move(f, window, toStep.get);
    });
    move(f, to, toRow.get);
  });
}
