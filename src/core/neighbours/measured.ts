import {
  flushedIn,
  largestLength,
  nothingHidden,
  squaredNorm,
  squaredNorms,
  type Points,
} from './nearest';

/** Shortlists of some queries whose candidates have been measured once more by their differences. */
export interface MeasuredLists {
  /** Length of every list. */
  readonly kept: number;
  /** Numbers of points [queries, kept], all of one list different. */
  readonly indices: Int32Array;
  /** |b|^2 - 2<a, b> as the search had it [queries, kept], ascending. */
  readonly values: Float32Array;
  /** |a - b|^2 [queries, kept]: sums of squared differences in float32. */
  readonly measured: Float32Array;
}

/** What makes measured shortlists a search that is exact to the last index. */
export interface Ordering {
  readonly norms: Float32Array;
  /**
   * The k nearest points of a query into `out` at ranks from `at`; false, and nothing written, where a
   * point that is not on the list may be nearer: then a longer list is needed.
   */
  fromList(
    query: Float32Array,
    lists: MeasuredLists,
    row: number,
    out: Int32Array,
    at: number,
  ): boolean;
  /** The same by measuring every point. */
  fromAll(query: Float32Array, out: Int32Array, at: number): void;
}

/**
 * The exact order of float32 measurements. Nearly all of it is decided by what those are off at most;
 * only candidates closer to each other than that are measured again in float64. So the order is that of
 * brute force in float64, ties to the lower number, for little more than sorting.
 *
 * @param roundings roundings that any coordinate goes through on its way into a measured sum
 * @throws RangeError unless 1 <= k <= points
 */
export function createOrdering(
  points: Points,
  dim: number,
  k: number,
  roundings: number,
): Ordering {
  const { count, values } = points;
  if (!(Number.isInteger(k) && k >= 1 && k <= count)) {
    throw new RangeError(`k must be from 1 to ${count}, got ${k}`);
  }
  const norms = squaredNorms(points, dim);
  const largest = largestLength(norms);
  // a device may round to either side; one rounding more is for those of float64
  const relative = (roundings + 1) * 2 ** -23 * (1 + 2 ** -8);
  const lost = flushedIn(dim);
  const most = (measured: number) => measured * (1 + relative) + lost;
  const least = (measured: number) => measured * (1 - relative) - lost;

  let numbers = new Int32Array(0);
  let squares = new Float64Array(0);

  /** Takes a candidate in among the `filled` that are sorted. */
  function insert(number: number, squared: number, filled: number, from = 0): void {
    let place = filled;
    while (place > from) {
      const before = squares[place - 1];
      if (before < squared || (before === squared && numbers[place - 1] < number)) break;
      squares[place] = before;
      numbers[place] = numbers[place - 1];
      place--;
    }
    squares[place] = squared;
    numbers[place] = number;
  }

  function squaredDistance(query: Float32Array, number: number): number {
    let squared = 0;
    for (let d = 0, at = number * dim; d < dim; d++, at++) {
      const difference = query[d] - values[at];
      squared += difference * difference;
    }
    return squared;
  }

  /** Measures the candidates from .. to-1 of the sorted list in float64, and sorts them by that. */
  function settle(query: Float32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const number = numbers[i];
      insert(number, squaredDistance(query, number), i, from);
    }
  }

  return {
    norms,
    fromList(query, { kept, indices, values: approximate, measured }, row, out, at) {
      if (numbers.length < kept) {
        numbers = new Int32Array(kept);
        squares = new Float64Array(kept);
      }
      const start = row * kept;
      for (let i = 0; i < kept; i++) insert(indices[start + i], measured[start + i], i);
      const norm = squaredNorm(query, 0, dim);
      const kth = most(squares[k - 1]);
      const last = approximate[start + kept - 1];
      if (kept < count && !nothingHidden(norm, kth, last, largest, dim)) return false;
      for (let from = 0; from < k;) {
        let to = from + 1;
        while (to < kept && least(squares[to]) <= most(squares[to - 1])) to++;
        if (to > from + 1) settle(query, from, to);
        from = to;
      }
      out.set(numbers.subarray(0, k), at);
      return true;
    },
    fromAll(query, out, at) {
      if (numbers.length < k) {
        numbers = new Int32Array(k);
        squares = new Float64Array(k);
      }
      for (let number = 0; number < count; number++) {
        const squared = squaredDistance(query, number);
        if (number < k) insert(number, squared, number);
        else if (squared < squares[k - 1]) insert(number, squared, k - 1);
      }
      out.set(numbers.subarray(0, k), at);
    },
  };
}
