/** What several parts of an estimator learn, as one vector. */

export interface Learner {
  learned?(): Float64Array;
  restore?(values: ArrayLike<number>): void;
}

/** @throws RangeError for another number of values */
export function restoreInto(state: Float64Array, values: ArrayLike<number>): void {
  if (values.length !== state.length) {
    throw new RangeError(`learned values must be ${state.length}, got ${values.length}`);
  }
  state.set(values);
}

/** The parts one after the other. */
export function jointLearner(parts: readonly Learner[]): Required<Learner> {
  const sizes = () => parts.map((part) => part.learned?.().length ?? 0);
  return {
    learned() {
      const all = new Float64Array(sizes().reduce((sum, size) => sum + size, 0));
      let at = 0;
      for (const part of parts) {
        const values = part.learned?.() ?? new Float64Array(0);
        all.set(values, at);
        at += values.length;
      }
      return all;
    },
    restore(values) {
      const all = Float64Array.from(values);
      const total = sizes().reduce((sum, size) => sum + size, 0);
      if (all.length !== total) {
        throw new RangeError(`learned values must be ${total}, got ${all.length}`);
      }
      let at = 0;
      sizes().forEach((size, p) => {
        parts[p].restore?.(all.subarray(at, at + size));
        at += size;
      });
    },
  };
}
