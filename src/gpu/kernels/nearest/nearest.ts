import {
  createNeighbours,
  createRefinement,
  squaredNorms,
  type Neighbours,
  type Points,
} from '../../../core/neighbours/nearest';
import type { OpenDevice } from '../../device';
import { checkPoints, QUERY_BLOCK } from './layout';
import { createShortlister } from './shortlists';

/** Exact nearest neighbours on one device. CPU twin: `createNeighbourSearch`. */
export interface GpuNeighbourSearch {
  /**
   * Neighbours of queries from .. to-1.
   * @throws RangeError for queries that are not finite, GpuError when the device fails
   */
  find(queries: Points, from: number, to: number): Promise<Neighbours>;
  /** Bytes held on the device. */
  readonly bytes: number;
  /** Frees the device's memory; a search under way fails. */
  destroy(): void;
}

/**
 * Exact nearest neighbours by Euclidean distance: the device finds k + 14 candidates of every query by
 * distances in float32, and they go through the refinement of the CPU's search. So the answer is that
 * of brute force in float64, ties included, on every device. Points are uploaded once.
 *
 * @param dim numbers per point
 * @throws RangeError unless 1 <= k <= points, and for points that are not finite
 */
export function createGpuNeighbourSearch(
  open: OpenDevice,
  points: Points,
  dim: number,
  k: number,
): GpuNeighbourSearch {
  const { kept, norms, refine } = createRefinement(points, dim, k);
  checkPoints('points', points, 0, dim, norms);
  const shortlister = createShortlister(open, points, dim, norms, kept);
  let last: Promise<unknown> = Promise.resolve();
  let destroyed = false;

  /** Calls share the buffers, so each waits for the one before it, whatever became of that. */
  function find(queries: Points, from: number, to: number): Promise<Neighbours> {
    const result = last
      .then(() => run(queries, from, to))
      .catch((error: unknown) => {
        throw destroyed ? gone() : error;
      });
    last = result.catch(() => undefined);
    return result;
  }

  async function run(all: Points, from: number, to: number): Promise<Neighbours> {
    const queries = slice(all, from, to, dim);
    const { count } = queries;
    checkPoints('queries', all, from, dim, squaredNorms(queries, dim));
    const found = createNeighbours(count, k);
    await shortlister.prepare();
    const search = (start: number) => {
      if (destroyed) throw gone();
      return shortlister.start(queries, start, Math.min(count, start + QUERY_BLOCK));
    };
    let read = count > 0 ? search(0) : null;
    for (let start = 0; read; start += QUERY_BLOCK) {
      const lists = await read();
      // the device works on the next block while this one is refined
      read = start + QUERY_BLOCK < count ? search(start + QUERY_BLOCK) : null;
      lists.forEach((list, i) => {
        const q = start + i;
        refine(queries.values.subarray(q * dim, (q + 1) * dim), list, found, q * k);
      });
    }
    return found;
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

/** Points from .. to-1, where they lie. */
function slice({ values, count }: Points, from: number, to: number, dim: number): Points {
  const inside = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= count;
  if (!inside || from > to) {
    throw new RangeError(`queries must lie within 0 .. ${count}, got ${from} .. ${to}`);
  }
  return { values: values.subarray(from * dim, to * dim), count: to - from };
}
