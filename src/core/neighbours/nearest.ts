/** Embeddings of images: [count, dim]. */
export interface Points {
  readonly values: Float32Array;
  readonly count: number;
}

/**
 * Approximate squared distances of some points of two sets, less the squared norm of the first:
 * |b|^2 - 2<a, b>, [a, b], as fast as the machine can; the search corrects what rounding may have
 * mixed up.
 */
export type BlockDistances = (
  a: Points,
  aFrom: number,
  aTo: number,
  b: Points,
  bFrom: number,
  bTo: number,
  dim: number,
  /** Squared norms of all points of b. */
  norms: Float32Array,
  out: Float32Array,
) => void;

export const plainBlockDistances: BlockDistances = (
  a,
  aFrom,
  aTo,
  b,
  bFrom,
  bTo,
  dim,
  norms,
  out,
) => {
  let at = 0;
  for (let i = aFrom; i < aTo; i++) {
    for (let j = bFrom; j < bTo; j++) {
      let product = 0;
      for (let d = 0; d < dim; d++) product += a.values[i * dim + d] * b.values[j * dim + d];
      out[at++] = norms[j] - 2 * product;
    }
  }
};

/** The k nearest points of a set, nearest first; of equally near ones the lower number comes first. */
export interface Ranking {
  readonly k: number;
  /** Numbers of points [queries, k]. */
  readonly indices: Int32Array;
}

/** The k nearest points of a set, and how far they are. */
export interface Neighbours extends Ranking {
  /** Euclidean distances [queries, k]. */
  readonly distances: Float32Array;
}

/** Queries and candidates of one block: its distances fit into a cache. */
const QUERY_BLOCK = 64;
const CANDIDATE_BLOCK = 1024;
/** Candidates that are kept beyond k, to be measured exactly. */
const SPARE = 14;

/** Search in one set of points. */
export interface NeighbourSearch {
  /** Neighbours of queries from .. to-1. */
  find(queries: Points, from: number, to: number): Neighbours;
}

/** Candidates of one query by approximate distance, nearest first. */
interface Shortlist {
  readonly indices: Int32Array;
  /** |b|^2 - 2<a, b>, ascending. */
  readonly values: Float32Array;
}

/** What makes a neighbour search on approximate distances exact. */
interface Refinement {
  /** Length of the shortlists, and the squared norms of the points. */
  readonly kept: number;
  readonly norms: Float32Array;
  /**
   * The k nearest points of a query into `out` at ranks from `at`. Every point that is not on the
   * shortlist must have an approximate distance of at least the last one of the list.
   */
  refine(query: Float32Array, shortlist: Shortlist, out: Neighbours, at: number): void;
}

/**
 * Exact nearest neighbours by Euclidean distance. Distances in float32 find the candidates; those are
 * measured again in float64, and where rounding could have hidden a nearer point the query is
 * searched again in full. So the answer is that of brute force in float64, whatever the kernel.
 *
 * @throws RangeError unless 1 <= k <= points
 */
export function createNeighbourSearch(
  points: Points,
  dim: number,
  k: number,
  blockDistances: BlockDistances = plainBlockDistances,
): NeighbourSearch {
  const { kept, norms, refine } = createRefinement(points, dim, k);
  const { count } = points;
  const block = new Float32Array(QUERY_BLOCK * CANDIDATE_BLOCK);

  function find(queries: Points, from: number, to: number): Neighbours {
    const found = createNeighbours(to - from, k);
    for (let start = from; start < to; start += QUERY_BLOCK) {
      const end = Math.min(to, start + QUERY_BLOCK);
      const best = scan(queries, start, end);
      for (let q = start; q < end; q++) {
        const query = queries.values.subarray(q * dim, (q + 1) * dim);
        refine(query, best[q - start], found, (q - from) * k);
      }
    }
    return found;
  }

  /** The best candidates of a block of queries by approximate distance. */
  function scan(queries: Points, start: number, end: number): GrowingList[] {
    const best = Array.from({ length: end - start }, () => createShortlist(kept));
    for (let first = 0; first < count; first += CANDIDATE_BLOCK) {
      const last = Math.min(count, first + CANDIDATE_BLOCK);
      blockDistances(queries, start, end, points, first, last, dim, norms, block);
      best.forEach((list, q) => offer(list, block, q * (last - first), first, last));
    }
    return best;
  }

  return { find };
}

/** Room for the neighbours of some queries. */
const createNeighbours = (queries: number, k: number): Neighbours => ({
  k,
  indices: new Int32Array(queries * k),
  distances: new Float32Array(queries * k),
});

/**
 * The exact half of a search: it measures the shortlists of any kernel in float64, and searches in
 * full where its rounding could have hidden a nearer point.
 *
 * @throws RangeError unless 1 <= k <= points
 */
function createRefinement(points: Points, dim: number, k: number): Refinement {
  const { count, values } = points;
  if (!(Number.isInteger(k) && k >= 1 && k <= count)) {
    throw new RangeError(`k must be from 1 to ${count}, got ${k}`);
  }
  const norms = squaredNorms(points, dim);
  const largest = largestLength(norms);
  const kept = Math.min(count, k + SPARE);

  function refine(query: Float32Array, shortlist: Shortlist, out: Neighbours, at: number): void {
    const exact = rank(query, shortlist.indices);
    const norm = squaredNorm(query, 0, dim);
    const kth = exact[k - 1].squared;
    const safe =
      kept === count || nothingHidden(norm, kth, shortlist.values[kept - 1], largest, dim);
    const sorted = safe ? exact : rank(query, undefined);
    for (let r = 0; r < k; r++) {
      out.indices[at + r] = sorted[r].index;
      out.distances[at + r] = Math.sqrt(sorted[r].squared);
    }
  }

  /** Points by exact distance; all of them where none are named. */
  function rank(query: Float32Array, among: Int32Array | undefined) {
    const numbers = among ?? Int32Array.from({ length: count }, (_, i) => i);
    const measured = Array.from(numbers, (index) => {
      let squared = 0;
      for (let d = 0; d < dim; d++) {
        const difference = query[d] - values[index * dim + d];
        squared += difference * difference;
      }
      return { index, squared };
    });
    return measured.sort((a, b) => a.squared - b.squared || a.index - b.index);
  }

  return { kept, norms, refine };
}

/** Below 2^-126, the least normal float32, a graphics device may take a number for zero. */
const FLUSHED = 2 ** -125;

/** Below it no sum of products overflows float32 on the way. */
const MAX_REACH = 2 ** 126;

/** What sums of that many numbers lose at most where those too small for float32 are taken for zero. */
export const flushedIn = (terms: number) => 2 * (terms + 4) * FLUSHED;

/** Length of the longest of some vectors. */
export const largestLength = (squared: Float32Array) =>
  Math.sqrt(squared.reduce((max, norm) => Math.max(max, norm), 0));

/**
 * Whether no point that is not on a shortlist can be as near as the k-th of it.
 *
 * @param norm squared norm of the query
 * @param kth squared distance of the k-th nearest on the list, or more
 * @param last approximate |b|^2 - 2<a, b> that no point beyond the list is below
 * @param largest length of the longest point
 */
export function nothingHidden(
  norm: number,
  kth: number,
  last: number,
  largest: number,
  dim: number,
): boolean {
  const own = Math.sqrt(norm);
  // a point as near as that is no longer than the query and the way to it
  const length = Math.min(largest, (own + Math.sqrt(kth)) * (1 + 2 ** -20));
  // the sum of `dim` products and the norms are rounded, and products too small for float32 lost
  const reach = norm + 2 * own * length + length ** 2;
  const error = 2 ** -23 * (dim + 4) * reach + flushedIn(dim);
  return reach < MAX_REACH && last - (kth - norm) > error;
}

/** A shortlist while it is being filled. */
interface GrowingList extends Shortlist {
  filled: number;
}

const createShortlist = (size: number): GrowingList => ({
  indices: new Int32Array(size),
  values: new Float32Array(size).fill(Infinity),
  filled: 0,
});

function offer(
  list: GrowingList,
  row: Float32Array,
  at: number,
  first: number,
  last: number,
): void {
  const { indices, values } = list;
  const size = values.length;
  let worst = list.filled < size ? Infinity : values[size - 1];
  for (let i = first; i < last; i++) {
    const value = row[at + i - first];
    if (!(value < worst) && list.filled === size) continue;
    let place = list.filled < size ? list.filled++ : size - 1;
    while (place > 0 && values[place - 1] > value) {
      values[place] = values[place - 1];
      indices[place] = indices[place - 1];
      place--;
    }
    values[place] = value;
    indices[place] = i;
    worst = list.filled < size ? Infinity : values[size - 1];
  }
}

export function squaredNorms({ values, count }: Points, dim: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => squaredNorm(values, i * dim, dim));
}

export function squaredNorm(values: Float32Array, at: number, dim: number): number {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += values[at + d] ** 2;
  return sum;
}

/**
 * The class that the k nearest vote for; of classes with equally many votes the one whose first voter
 * is nearest.
 */
export function vote(
  { indices, k: stride }: Ranking,
  query: number,
  k: number,
  labels: Uint8Array,
): number {
  const votes = new Uint16Array(256);
  let winner = labels[indices[query * stride]];
  for (let rank = 0; rank < k; rank++) votes[labels[indices[query * stride + rank]]]++;
  for (let rank = 0; rank < k; rank++) {
    const label = labels[indices[query * stride + rank]];
    if (votes[label] > votes[winner]) winner = label;
  }
  return winner;
}
