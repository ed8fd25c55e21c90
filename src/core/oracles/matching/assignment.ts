import { checkSize } from '../oracle';

/**
 * Linear assignment: the permutation that maximises sum_i scores[i][perm[i]] over an n x n matrix,
 * with optimal prices. Keeps its scratch, so that solving in a loop allocates nothing.
 *
 * Dual prices prove the optimum: u[i] + v[j] >= scores[i][j] everywhere, with equality on the
 * matched cells (both to rounding), hence sum u + sum v = the value.
 */
export interface AssignmentSolver {
  readonly n: number;
  /** perm[i] = column of row i, after solve. */
  readonly perm: Int32Array;
  /** Row prices, after solve, in units of score. */
  readonly u: Float64Array;
  /** Column prices. */
  readonly v: Float64Array;
  /**
   * Solves scores[at .. at+n*n), row-major, all finite. Returns the value.
   * @param start column prices [n] of a similar problem, such as v of an earlier solve (v itself may
   *   be given): the nearer they are, the less is left to do; any finite numbers give an optimum
   */
  solve(scores: ArrayLike<number>, at?: number, start?: ArrayLike<number>): number;
}

/**
 * Shortest augmenting paths with row and column reduction and a greedy start (Jonker and Volgenant,
 * Computing 38, 1987), O(n^3). Costs are kept as distances below the row maximum: differences of
 * neighbouring scores are exact, so a common shift of 1e6 costs no accuracy.
 */
export function createAssignmentSolver(n: number): AssignmentSolver {
  checkSize('n', n);
  const cost = new Float64Array(n * n);
  const rowMax = new Float64Array(n);
  const price = new Float64Array(n);
  const perm = new Int32Array(n);
  const rowOf = new Int32Array(n);
  const free = new Int32Array(n);
  const distance = new Float64Array(n);
  const previous = new Int32Array(n);
  const columns = new Int32Array(n);
  const u = new Float64Array(n);
  const v = new Float64Array(n);
  return { n, perm, u, v, solve };

  function solve(scores: ArrayLike<number>, at = 0, start?: ArrayLike<number>): number {
    reduceRows(scores, at);
    let unassigned: number;
    if (start) unassigned = warmStart(start);
    else {
      reduceColumns();
      unassigned = greedyStart();
    }
    unassigned = bid(unassigned, 2 * n);
    for (let f = 0; f < unassigned; f++) augment(free[f]);
    return finish(scores, at);
  }

  /** cost = row maximum - score >= 0. */
  function reduceRows(scores: ArrayLike<number>, at: number): void {
    for (let i = 0; i < n; i++) {
      const from = at + i * n;
      let max = scores[from];
      for (let j = 1; j < n; j++) if (scores[from + j] > max) max = scores[from + j];
      rowMax[i] = max;
      for (let j = 0; j < n; j++) cost[i * n + j] = max - scores[from + j];
    }
  }

  /** price[j] = least cost of column j; reduced costs cost - price are >= 0. */
  function reduceColumns(): void {
    for (let j = 0; j < n; j++) price[j] = cost[j];
    for (let i = 1; i < n; i++) {
      const from = i * n;
      for (let j = 0; j < n; j++) if (cost[from + j] < price[j]) price[j] = cost[from + j];
    }
  }

  /** Rows take a free column of reduced cost 0, lowest first. Returns the number of free rows. */
  function greedyStart(): number {
    let unassigned = 0;
    perm.fill(-1);
    rowOf.fill(-1);
    for (let i = 0; i < n; i++) {
      const from = i * n;
      for (let j = 0; j < n; j++) {
        if (rowOf[j] < 0 && cost[from + j] === price[j]) {
          perm[i] = j;
          rowOf[j] = i;
          break;
        }
      }
      if (perm[i] < 0) free[unassigned++] = i;
    }
    return unassigned;
  }

  /** Under the given prices each row takes its cheapest column, if that is free. */
  function warmStart(start: ArrayLike<number>): number {
    let unassigned = 0;
    for (let j = 0; j < n; j++) price[j] = -start[j];
    rowOf.fill(-1);
    for (let i = 0; i < n; i++) {
      const from = i * n;
      let best = 0;
      let least = Infinity;
      for (let j = 0; j < n; j++) {
        const reduced = cost[from + j] - price[j];
        if (reduced < least || (reduced === least && rowOf[best] >= 0 && rowOf[j] < 0)) {
          least = reduced;
          best = j;
        }
      }
      perm[i] = -1;
      if (rowOf[best] < 0) {
        perm[i] = best;
        rowOf[best] = i;
      } else free[unassigned++] = i;
    }
    return unassigned;
  }

  /**
   * Augmenting row reduction: a free row takes its cheapest column and lowers that column's price by
   * its lead over the second cheapest; the row that held it is free instead. Every bid keeps the
   * prices feasible, so stopping is always safe: at most `bids` of them, since ties could go round.
   */
  function bid(unassigned: number, bids: number): number {
    let kept = 0;
    let at = 0;
    while (at < unassigned) {
      const row = free[at++];
      const from = row * n;
      let best = 0;
      let least = cost[from] - price[0];
      let second = Infinity;
      for (let j = 1; j < n; j++) {
        const reduced = cost[from + j] - price[j];
        if (reduced < second) {
          if (reduced < least) {
            second = least;
            least = reduced;
            best = j;
          } else second = reduced;
        }
      }
      const evicted = rowOf[best];
      const lead = second - least;
      if (bids-- <= 0 || (evicted >= 0 && !(price[best] - lead < price[best]))) {
        free[kept++] = row;
        continue;
      }
      if (n > 1) price[best] -= lead;
      perm[row] = best;
      rowOf[best] = row;
      if (evicted < 0) continue;
      perm[evicted] = -1;
      free[--at] = evicted;
    }
    return kept;
  }

  /** Shortest path in reduced costs from a free row to a free column; flips it and moves prices. */
  function augment(start: number): void {
    let row = start;
    let reached = 0;
    let end = -1;
    let ready = 0;
    for (let j = 0; j < n; j++) columns[j] = j;
    distance.fill(Infinity);
    // columns[0..ready) are done, columns[ready..n) open
    let base = 0;
    while (end < 0) {
      const from = row * n;
      let nearest = Infinity;
      let nearestAt = -1;
      for (let c = ready; c < n; c++) {
        const j = columns[c];
        const through = base + cost[from + j] - price[j];
        if (through < distance[j]) {
          distance[j] = through;
          previous[j] = row;
        }
        if (distance[j] < nearest || (distance[j] === nearest && rowOf[j] < 0)) {
          nearest = distance[j];
          nearestAt = c;
        }
      }
      const j = columns[nearestAt];
      columns[nearestAt] = columns[ready];
      columns[ready++] = j;
      reached = nearest;
      if (rowOf[j] < 0) end = j;
      else {
        row = rowOf[j];
        base = reached - (cost[row * n + j] - price[j]);
      }
    }
    for (let c = 0; c < ready; c++) price[columns[c]] += distance[columns[c]] - reached;
    flip(start, end);
  }

  function flip(start: number, end: number): void {
    let j = end;
    for (;;) {
      const row = previous[j];
      rowOf[j] = row;
      const next = perm[row];
      perm[row] = j;
      if (row === start) return;
      j = next;
    }
  }

  /** Prices of the maximisation, and the value summed from the scores themselves. */
  function finish(scores: ArrayLike<number>, at: number): number {
    let value = 0;
    for (let i = 0; i < n; i++) {
      const cell = i * n + perm[i];
      v[i] = -price[i];
      u[i] = rowMax[i] - (cost[cell] - price[perm[i]]);
      value += scores[at + cell];
    }
    return value;
  }
}
