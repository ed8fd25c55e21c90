/*
 * What is asked of numbers that come from outside: each check names what is wrong and its value.
 */

/** @throws RangeError naming the array, the index and the value of the first entry not finite. */
export function checkFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(`${name}[${i}] must be a finite number, got ${values[i]}`);
    }
  }
}

/** @throws RangeError unless there are as many entries */
export function checkLength(name: string, values: ArrayLike<number>, length: number): void {
  if (values.length !== length) {
    throw new RangeError(`${name} must have ${length} entries, got ${values.length}`);
  }
}

/** @throws RangeError unless there are dim finite numbers */
export function checkVector(name: string, values: ArrayLike<number>, dim: number): void {
  checkLength(name, values, dim);
  checkFinite(name, values);
}

/** @throws RangeError unless it is a finite number */
export function checkNumber(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite, got ${value}`);
}

/** @throws RangeError unless it is a finite number of either sign: a weight that is divided by */
export function checkNotZero(name: string, value: number): void {
  if (!Number.isFinite(value) || value === 0) {
    throw new RangeError(`${name} must be finite and not zero, got ${value}`);
  }
}

/** @throws RangeError unless it is positive and finite: a scale, a temperature, a rate */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} must be positive and finite, got ${value}`);
  }
}

/** @throws RangeError unless it is 0 or positive, and finite: a weight, a power */
export function checkNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) {
    throw new RangeError(`${name} must be 0 or positive, got ${value}`);
  }
}

/** @throws RangeError unless n is an integer of at least 1 */
export function checkSize(name: string, n: number): void {
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`${name} must be a positive integer, got ${n}`);
  }
}

/** @throws RangeError unless n and k are integers with 1 <= k <= n */
export function checkSubset(n: number, k: number): void {
  checkSize('n', n);
  checkSize('k', k);
  if (k > n) throw new RangeError(`k must be at most n = ${n}, got ${k}`);
}
