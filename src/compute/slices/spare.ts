/** Arrays that are not in use, to be used again. */
export interface Spare {
  /** An array of a length, whatever it holds. */
  take(length: number): Float32Array;
  /** An array with the same numbers. */
  copy(values: Float32Array): Float32Array;
  /** Nobody uses these any more. */
  put(arrays: readonly Float32Array[]): void;
}

/** @param size arrays of a length that are kept at most */
export function createSpare(size: number): Spare {
  const byLength = new Map<number, Float32Array[]>();
  const take = (length: number) => byLength.get(length)?.pop() ?? new Float32Array(length);
  return {
    take,
    copy(values) {
      const array = take(values.length);
      array.set(values);
      return array;
    },
    put(arrays) {
      for (const array of arrays) {
        const kept = byLength.get(array.length) ?? [];
        if (kept.length < size) kept.push(array);
        byLength.set(array.length, kept);
      }
    },
  };
}
