import { i32, type Code, type FunctionBuilder, type Local } from '../assembler';

/** Loops of kernels that walk through memory by moving addresses. */

/** Bytes of a vector of four numbers. */
export const VECTOR = 16;

export function move(f: FunctionBuilder, address: Local, bytes: Code): void {
  f.emit(address.set(i32.add(address.get, bytes)));
}

/** Runs the body `count` times. */
export function repeat(f: FunctionBuilder, count: Code, body: () => void): void {
  countDown(f, count, 1, body);
}

/** Runs the body for every four of `count` numbers, and moves the addresses on by as many. */
export function eachVector(
  f: FunctionBuilder,
  count: Code,
  addresses: readonly Local[],
  body: () => void,
): void {
  countDown(f, count, 4, () => {
    body();
    for (const address of addresses) move(f, address, i32.const(VECTOR));
  });
}

function countDown(f: FunctionBuilder, count: Code, step: number, body: () => void): void {
  const left = f.local('i32');
  f.emit(left.set(count));
  f.whileLoop(
    () => i32.lessThanSigned(i32.const(0), left.get),
    () => {
      body();
      f.emit(left.set(i32.sub(left.get, i32.const(step))));
    },
  );
}
