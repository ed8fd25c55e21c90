import { checkSize } from '../../checks';

/** The edges of the complete graph on n nodes: (0,1), (0,2), ..., (0,n-1), (1,2), ..., (n-2,n-1). */
export interface Edges {
  /** n (n-1) / 2. */
  readonly count: number;
  /** The lower end of every edge [count]. */
  readonly low: Int32Array;
  /** The higher end [count]. */
  readonly high: Int32Array;
}

/** @throws RangeError unless n is a positive integer */
export function completeEdges(n: number): Edges {
  checkSize('n', n);
  const count = (n * (n - 1)) / 2;
  const low = new Int32Array(count);
  const high = new Int32Array(count);
  for (let i = 0, e = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, e++) {
      low[e] = i;
      high[e] = j;
    }
  }
  return { count, low, high };
}
