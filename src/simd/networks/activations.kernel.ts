import { f32x4, f64x2, i32, v128, type FunctionBuilder, type FunctionSpec } from '../assembler';
import { eachVector, move, repeat, VECTOR } from './loops';

/** Biases and activations of rows without gaps, `columns` a multiple of four; addresses in bytes. */
export interface ActivationExports {
  /** Adds the bias to every row, in place; with `relu` 1 what is below zero then becomes zero. */
  addBias(values: number, rows: number, columns: number, bias: number, relu: number): void;
  /** Slopes become zero where the output of relu is; `count` is a multiple of four. */
  reluGradient(values: number, slopes: number, count: number): void;
  /** Adds every column to its sum; sums are double, added to in the order of rows. */
  addColumns(values: number, rows: number, columns: number, sums: number): void;
}

export const activationFunctions: readonly FunctionSpec[] = [
  { name: 'addBias', parameters: 5, build: emitAddBias },
  { name: 'reluGradient', parameters: 3, build: emitReluGradient },
  { name: 'addColumns', parameters: 4, build: emitAddColumns },
];

function emitAddBias(f: FunctionBuilder): void {
  const [values, rows, columns, bias, relu] = f.parameters;
  const biasAt = f.local('i32');
  const floor = f.local('v128');
  f.ifElse(
    relu.get,
    () => f.emit(floor.set(f32x4.const(0))),
    () => f.emit(floor.set(f32x4.const(-Infinity))),
  );
  repeat(f, rows.get, () => {
    f.emit(biasAt.set(bias.get));
    eachVector(f, columns.get, [values, biasAt], () => {
      const sum = f32x4.add(v128.load(values.get), v128.load(biasAt.get));
      // the sum first: a NaN is no smaller than the floor and stays
      f.emit(v128.store(values.get, f32x4.larger(sum, floor.get)));
    });
  });
}

function emitReluGradient(f: FunctionBuilder): void {
  const [values, slopes, count] = f.parameters;
  eachVector(f, count.get, [values, slopes], () => {
    // not "keep what is above zero": the slope of a NaN stays
    const flat = f32x4.lessOrEqual(v128.load(values.get), f32x4.const(0));
    f.emit(v128.store(slopes.get, v128.andNot(v128.load(slopes.get), flat)));
  });
}

function emitAddColumns(f: FunctionBuilder): void {
  const [values, rows, columns, sums] = f.parameters;
  const at = f.local('i32');
  const four = f.local('v128');
  const halves = ([0, 1] as const).map((half) => ({ half, sum: f.local('v128') }));
  eachVector(f, columns.get, [values], () => {
    for (const { half, sum } of halves) f.emit(sum.set(v128.load(sums.get, VECTOR * half)));
    f.emit(at.set(values.get));
    repeat(f, rows.get, () => {
      f.emit(four.set(v128.load(at.get)));
      for (const { half, sum } of halves) {
        f.emit(sum.set(f64x2.add(sum.get, f64x2.promote(four.get, half))));
      }
      move(f, at, i32.shl(columns.get, i32.const(2)));
    });
    for (const { half, sum } of halves) f.emit(v128.store(sums.get, sum.get, VECTOR * half));
    move(f, sums, i32.const(2 * VECTOR));
  });
}
