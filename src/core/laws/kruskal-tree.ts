import { checkVector } from '../checks';
import { completeEdges, type Edges } from '../oracles/spanning-tree/edges';

/**
 * Law of the maximum spanning tree of scores + sigma*gamma with one standard Gumbel number per edge. The
 * next edge that Kruskal's algorithm takes is drawn in proportion to exp(score/sigma) among those that
 * join two parts, since what is above them says nothing about which of them is highest: a Markov chain
 * on partitions of the nodes. It is not the Gibbs law over trees: of equal scores it favours stars.
 *
 * sigma = 0 is the limit of small noise: equal scores share their places, unequal ones are certain.
 */

/** Largest number of nodes: 10 have 115,975 partitions. */
const MAX_NODES = 10;

/**
 * P(e in y*) [n(n-1)/2], edges as `spanningTree` has them; sums to n - 1.
 * @throws RangeError for more than 10 nodes, scores of another size or not finite, or a negative sigma
 */
export function treeInclusion(n: number, scores: ArrayLike<number>, sigma: number): Float64Array {
  const edges = checked(n, scores, sigma);
  const inclusion = new Float64Array(edges.count);
  const next = new Float64Array(edges.count);
  const labels = new Int32Array(n);
  const pairs = new Float64Array(n * n);
  let layer = new Map([[keyOf(labels.map((_, node) => node)), 1]]);
  for (let parts = n; parts > 1; parts--) {
    const joined = new Map<number, number>();
    for (const [key, probability] of layer) {
      readKey(key, labels);
      drawNext(edges, labels, scores, sigma, next);
      pairs.fill(0);
      for (let e = 0; e < edges.count; e++) {
        const mass = probability * next[e];
        if (mass === 0) continue;
        const a = labels[edges.low[e]];
        const b = labels[edges.high[e]];
        inclusion[e] += mass;
        pairs[Math.min(a, b) * n + Math.max(a, b)] += mass;
      }
      for (let pair = 0; pair < pairs.length; pair++) {
        if (pairs[pair] === 0) continue;
        const to = keyOf(labels, Math.floor(pair / n), pair % n);
        joined.set(to, (joined.get(to) ?? 0) + pairs[pair]);
      }
    }
    layer = joined;
  }
  return inclusion;
}

/**
 * P(y* = tree) for the tree of these edges [n-1]: over all orders in which they may be taken, by dynamic
 * programming on their subsets.
 * @throws RangeError as above, and where the edges are no spanning tree
 */
export function treeProbability(
  n: number,
  scores: ArrayLike<number>,
  sigma: number,
  tree: ArrayLike<number>,
): number {
  const edges = checked(n, scores, sigma);
  checkTree(edges, n, tree);
  const all = 2 ** tree.length - 1;
  const probability = new Float64Array(all + 1);
  const next = new Float64Array(edges.count);
  probability[0] = 1;
  for (let set = 0; set < all; set++) {
    if (probability[set] === 0) continue;
    drawNext(edges, partsOf(edges, n, tree, set), scores, sigma, next);
    for (let i = 0; i < tree.length; i++) {
      if ((set & (1 << i)) === 0) probability[set | (1 << i)] += probability[set] * next[tree[i]];
    }
  }
  return probability[all];
}

function checked(n: number, scores: ArrayLike<number>, sigma: number): Edges {
  const edges = completeEdges(n);
  if (n > MAX_NODES) throw new RangeError(`n must be at most ${MAX_NODES}, got ${n}`);
  checkVector('scores', scores, edges.count);
  if (!(sigma >= 0)) throw new RangeError(`sigma must be 0 or positive, got ${sigma}`);
  return edges;
}

function checkTree(edges: Edges, n: number, tree: ArrayLike<number>): void {
  const one = tree.length === n - 1 && partsOf(edges, n, tree, -1).every((label) => label === 0);
  if (one) return;
  throw new RangeError(`edges ${Array.from(tree).join(', ')} are no spanning tree of ${n} nodes`);
}

/** Probability of each edge to be the next one [edges]: 0 within a part. */
function drawNext(
  { count, low, high }: Edges,
  labels: Int32Array,
  scores: ArrayLike<number>,
  sigma: number,
  out: Float64Array,
): void {
  let most = -Infinity;
  for (let e = 0; e < count; e++) {
    if (labels[low[e]] !== labels[high[e]] && scores[e] > most) most = scores[e];
  }
  let total = 0;
  for (let e = 0; e < count; e++) {
    const crosses = labels[low[e]] !== labels[high[e]];
    const weight = scores[e] === most ? 1 : Math.exp((scores[e] - most) / sigma);
    out[e] = crosses ? weight : 0;
    total += out[e];
  }
  for (let e = 0; e < count; e++) out[e] /= total;
}

/** The part of every node after the edges of a list in a set of bits: numbered as they first come, from 0. */
function partsOf(
  { low, high }: Edges,
  n: number,
  list: ArrayLike<number>,
  set: number,
): Int32Array {
  let labels = Int32Array.from({ length: n }, (_, node) => node);
  for (let i = 0; i < list.length; i++) {
    const [a, b] = [labels[low[list[i]]], labels[high[list[i]]]];
    if ((set & (1 << i)) !== 0 && a !== b)
      labels = labels.map((label) => joinedLabel(label, Math.min(a, b), Math.max(a, b)));
  }
  return labels;
}

/** Two parts become one of the lower number; those above the higher one move down. */
const joinedLabel = (label: number, lower: number, higher: number) =>
  label === higher ? lower : label > higher ? label - 1 : label;

/** A partition, two of its parts joined, as a number: its labels are the digits, of which the first is 0. */
function keyOf(labels: Int32Array, lower = MAX_NODES, higher = MAX_NODES): number {
  let key = 0;
  for (const label of labels) key = key * MAX_NODES + joinedLabel(label, lower, higher);
  return key;
}

function readKey(key: number, labels: Int32Array): void {
  let rest = key;
  for (let node = labels.length - 1; node >= 0; node--) {
    labels[node] = rest % MAX_NODES;
    rest = Math.floor(rest / MAX_NODES);
  }
}
