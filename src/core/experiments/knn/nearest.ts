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
export interface Neighbours {
  readonly k: number;
  /** Numbers of points [queries, k]. */
  readonly indices: Int32Array;
  /** Euclidean distances [queries, k]. */
  readonly distances: Float32Array;
}

/** Queries and candidates of one block: its distances fit into a cache. */
const QUERY_BLOCK = 64;
const CANDIDATE_BLOCK = 1024;
/** Candidates that are kept beyond k, to be measured exactly. */
const SPARE = 14;

/** The smallest float32 above zero. */
const LEAST_FLOAT32 = 2 ** -149;

/** Search in one set of points. */
export interface NeighbourSearch {
  /** Neighbours of queries from .. to-1. */
  find(queries: Points, from: number, to: number): Neighbours;
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
  const { count, values } = points;
  if (!(Number.isInteger(k) && k >= 1 && k <= count)) {
    throw new RangeError(`k must be from 1 to ${count}, got ${k}`);
  }
  const norms = squaredNorms(points, dim);
  const largest = Math.sqrt(norms.reduce((max, norm) => Math.max(max, norm), 0));
  const kept = Math.min(count, k + SPARE);
  const block = new Float32Array(QUERY_BLOCK * CANDIDATE_BLOCK);

  function find(queries: Points, from: number, to: number): Neighbours {
    const indices = new Int32Array((to - from) * k);
    const distances = new Float32Array((to - from) * k);
    for (let start = from; start < to; start += QUERY_BLOCK) {
      const end = Math.min(to, start + QUERY_BLOCK);
      const best = scan(queries, start, end);
      for (let q = start; q < end; q++) {
        const at = (q - from) * k;
        refine(queries.values.subarray(q * dim, (q + 1) * dim), best[q - start], (rank, i, d) => {
          indices[at + rank] = i;
          distances[at + rank] = d;
        });
      }
    }
    return { k, indices, distances };
  }

  /** The best candidates of a block of queries by approximate distance. */
  function scan(queries: Points, start: number, end: number): Shortlist[] {
    const best = Array.from({ length: end - start }, () => createShortlist(kept));
    for (let first = 0; first < count; first += CANDIDATE_BLOCK) {
      const last = Math.min(count, first + CANDIDATE_BLOCK);
      blockDistances(queries, start, end, points, first, last, dim, norms, block);
      best.forEach((list, q) => offer(list, block, q * (last - first), first, last));
    }
    return best;
  }

  function refine(
    query: Float32Array,
    { indices, values: approximate }: Shortlist,
    write: (rank: number, index: number, distance: number) => void,
  ): void {
    const exact = rank(query, indices);
    const norm = squaredNorm(query, 0, dim);
    // the sum of `dim` products and the norms are rounded, and products too small for float32 lost
    const reach = norm + 2 * Math.sqrt(norm) * largest + largest ** 2;
    const error = 2 * (dim + 4) * (2 ** -24 * reach + LEAST_FLOAT32);
    const kth = exact[k - 1].squared - norm;
    const safe = kept === count || approximate[kept - 1] - kth > error;
    const sorted = safe ? exact : rank(query, undefined);
    for (let r = 0; r < k; r++) write(r, sorted[r].index, Math.sqrt(sorted[r].squared));
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

  return { find };
}

/** The smallest values so far with their numbers, smallest first. */
interface Shortlist {
  readonly indices: Int32Array;
  readonly values: Float32Array;
  filled: number;
}

const createShortlist = (size: number): Shortlist => ({
  indices: new Int32Array(size),
  values: new Float32Array(size).fill(Infinity),
  filled: 0,
});

function offer(list: Shortlist, row: Float32Array, at: number, first: number, last: number): void {
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

function squaredNorm(values: Float32Array, at: number, dim: number): number {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += values[at + d] ** 2;
  return sum;
}

/**
 * The class that the k nearest vote for; of classes with equally many votes the one whose first voter
 * is nearest.
 */
export function vote(
  { indices, k: stride }: Neighbours,
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
