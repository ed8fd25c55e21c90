import { createOrdering } from '../../../core/neighbours/measured';
import { squaredNorms, type Points, type Ranking } from '../../../core/neighbours/nearest';
import type { OpenDevice } from '../../device';
import { checkPoints, keptFor, MAX_KEPT, QUERY_BLOCK, roundingsOf } from './layout';
import { createShortlister, IN_FLIGHT } from './shortlists';

/** Exact nearest neighbours on one device. CPU twin: `createNeighbourSearch`. */
export interface GpuNeighbourSearch {
  /**
   * Neighbours of queries from .. to-1.
   * @throws RangeError for queries that are not finite, GpuError when the device fails
   */
  find(queries: Points, from: number, to: number): Promise<Ranking>;
  /** Bytes held on the device. */
  readonly bytes: number;
  /** Frees the device's memory; a search under way fails. */
  destroy(): void;
}

/**
 * Exact nearest neighbours by Euclidean distance: the device finds some more candidates of every query than
 * are asked for, by products in float32, and measures them once more by differences; what that leaves
 * open is decided in float64. So the answer is that of brute force in float64, ties included, on every
 * device. Points are uploaded once.
 *
 * @param dim numbers per point
 * @throws RangeError unless 1 <= k <= points, and for points that are not finite; NoRoomError for points that
 *   the device can't bind
 */
export function createGpuNeighbourSearch(
  open: OpenDevice,
  points: Points,
  dim: number,
  k: number,
): GpuNeighbourSearch {
  const { count } = points;
  const { norms, fromList, fromAll } = createOrdering(points, dim, k, roundingsOf(dim));
  checkPoints('points', points, 0, dim, norms);
  const kept = keptFor(k, count);
  const shortlister = createShortlister(open, points, dim, norms);
  let last: Promise<unknown> = Promise.resolve();
  let destroyed = false;

  /** Calls share the buffers, so each waits for the one before it, whatever became of that. */
  function find(queries: Points, from: number, to: number): Promise<Ranking> {
    const result = last
      .then(() => run(queries, from, to))
      .catch((error: unknown) => {
        throw destroyed ? gone() : error;
      });
    last = result.catch(() => undefined);
    return result;
  }

  async function run(queries: Points, from: number, to: number): Promise<Ranking> {
    checkRange(from, to, queries.count);
    const indices = new Int32Array((to - from) * k);
    const undecided = await search(queries, from, to, kept, indices);
    if (undecided.length === 0) return { k, indices };
    // where many points are nearly as near, longer lists decide, and in the end measuring all of them
    const again = rowsOf(queries, undecided, dim);
    const found = new Int32Array(again.count * k);
    const longer = Math.min(count, MAX_KEPT);
    const still =
      longer > kept ? await search(again, 0, again.count, longer, found) : undecided.keys();
    for (const q of still) fromAll(row(again, q), found, q * k);
    undecided.forEach((q, i) => {
      indices.set(found.subarray(i * k, (i + 1) * k), (q - from) * k);
    });
    return { k, indices };
  }

  const row = ({ values }: Points, q: number) => values.subarray(q * dim, (q + 1) * dim);

  /** Searches by lists of one length, and returns the queries that these do not decide. */
  async function search(
    queries: Points,
    from: number,
    to: number,
    length: number,
    out: Int32Array,
  ): Promise<number[]> {
    const undecided: number[] = [];
    const started: (() => Promise<void>)[] = [];
    await shortlister.prepare(length);
    for (let start = from; start < to; start += QUERY_BLOCK) {
      if (destroyed) throw gone();
      const end = Math.min(to, start + QUERY_BLOCK);
      const own = { values: queries.values.subarray(start * dim, end * dim), count: end - start };
      checkPoints('queries', queries, start, dim, squaredNorms(own, dim));
      const read = shortlister.start(own, length);
      started.push(async () => {
        const lists = await read();
        for (let q = start; q < end; q++) {
          const decided = fromList(row(queries, q), lists, q - start, out, (q - from) * k);
          if (!decided) undecided.push(q);
        }
      });
      // the device works on the next block while this one is read
      if (started.length === IN_FLIGHT) await started.shift()!();
    }
    for (const finish of started) await finish();
    return undecided;
  }

  return {
    find,
    get bytes() {
      return shortlister.bytes;
    },
    destroy() {
      destroyed = true;
      shortlister.destroy();
    },
  };
}

const gone = () => new Error('The neighbour search has been destroyed.');

function checkRange(from: number, to: number, count: number): void {
  const inside = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= count;
  if (inside && from <= to) return;
  throw new RangeError(`queries must lie within 0 .. ${count}, got ${from} .. ${to}`);
}

/** Some points, one after the other. */
function rowsOf({ values }: Points, numbers: readonly number[], dim: number): Points {
  const rows = new Float32Array(numbers.length * dim);
  numbers.forEach((number, i) => {
    rows.set(values.subarray(number * dim, (number + 1) * dim), i * dim);
  });
  return { values: rows, count: numbers.length };
}
