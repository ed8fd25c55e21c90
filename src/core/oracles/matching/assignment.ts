import { checkSize } from '../../checks';

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
   * Solves scores[at .. at+n*n), row-major, all finite, as n times their range must be. Returns the
   * value.
   * @param start column prices [n] of a similar problem, such as v of an earlier solve (v itself may
   *   be given): the nearer they are, the less is left to do; any finite numbers give an optimum
   */
  solve(scores: ArrayLike<number>, at?: number, start?: ArrayLike<number>): number;
}

/**
 * Shortest augmenting paths with row and column reduction and a greedy start (Jonker and Volgenant,
 * Computing 38, 1987), O(n^3). Costs are kept as distances below the row maximum: differences of
 * neighbouring scores are exact, so a common shift of 1e6 costs no accuracy.
 *
 * Inner loops hold the arrays in locals: as variables of the closure they would be read anew for
 * every cell, which costs a tenth of the time.
 */
export function createAssignmentSolver(n: number): AssignmentSolver {
  checkSize('n', n);
  const cost = new Float64Array(n * n);
  const rowMax = new Float64Array(n);
  const price = new Float64Array(n);
  const perm = new Int32Array(n);
  const rowOf = new Int32Array(n);
  const free = new Int32Array(n);
  const open = new Int32Array(n);
  const distance = new Float64Array(n);
  const previous = new Int32Array(n);
  const reached = new Int32Array(n);
  const done = new Int32Array(n);
  const openPrice = new Float64Array(n);
  const u = new Float64Array(n);
  const v = new Float64Array(n);
  return { n, perm, u, v, solve };

  function solve(scores: ArrayLike<number>, at = 0, start?: ArrayLike<number>): number {
    const widest = reduceRows(scores, at);
    let unassigned: number;
    if (start) {
      adoptPrices(start, n * widest);
      unassigned = warmStart();
    } else {
      reduceColumns();
      unassigned = greedyStart();
    }
    unassigned = bid(unassigned, 2 * n);
    let left = 0;
    for (let j = 0; j < n; j++) if (rowOf[j] < 0) open[left++] = j;
    for (let f = 0; f < unassigned; f++) augment(free[f], left--);
    return finish(scores, at);
  }

  /** cost = row maximum - score >= 0. Returns the largest. */
  function reduceRows(scores: ArrayLike<number>, at: number): number {
    const costs = cost;
    let widest = 0;
    for (let i = 0; i < n; i++) {
      const from = i * n;
      let max = scores[at + from];
      for (let j = 1; j < n; j++) if (scores[at + from + j] > max) max = scores[at + from + j];
      rowMax[i] = max;
      for (let j = 0; j < n; j++) {
        const below = max - scores[at + from + j];
        costs[from + j] = below;
        if (below > widest) widest = below;
      }
    }
    return widest;
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

  /**
   * Takes over prices within `limit` of the highest: only their differences matter, and some optimal
   * prices have none larger. Numbers far above the costs would swallow the digits of the costs.
   */
  function adoptPrices(start: ArrayLike<number>, limit: number): void {
    let highest = start[0];
    for (let j = 1; j < n; j++) if (start[j] > highest) highest = start[j];
    for (let j = 0; j < n; j++) price[j] = Math.min(highest - start[j], limit);
  }

  /** Each row takes its cheapest column, if that is free. Returns the number of free rows. */
  function warmStart(): number {
    const costs = cost;
    const prices = price;
    let unassigned = 0;
    rowOf.fill(-1);
    for (let i = 0; i < n; i++) {
      const from = i * n;
      let best = 0;
      let least = Infinity;
      for (let j = 0; j < n; j++) {
        const reduced = costs[from + j] - prices[j];
        if (reduced < least) {
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
    const costs = cost;
    const prices = price;
    let kept = 0;
    let at = 0;
    while (at < unassigned) {
      const row = free[at++];
      const from = row * n;
      let best = 0;
      let least = costs[from] - prices[0];
      let second = Infinity;
      for (let j = 1; j < n; j++) {
        const reduced = costs[from + j] - prices[j];
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

  /**
   * Shortest path in reduced costs from a free row to one of the open columns (those without a row);
   * flips it and moves prices. Each row looks at the open columns first: the nearest one so far
   * bounds the search, and a column beyond the bound, most of them, costs one comparison.
   */
  function augment(start: number, left: number): void {
    let row = start;
    let base = 0;
    let bound = Infinity;
    let end = -1;
    let near = 0;
    let closed = 0;
    distance.fill(Infinity);
    openPrice.set(price);
    for (;;) {
      const from = row * n;
      for (let f = 0; f < left; f++) {
        const j = open[f];
        const through = base + cost[from + j] - price[j];
        if (through < bound) {
          bound = through;
          end = f;
          previous[j] = row;
        }
      }
      near = relax(row, base, bound, near);
      const nearest = takeNearest(near, bound);
      if (nearest < 0) break;
      near--;
      done[closed++] = nearest;
      // at an infinite distance through any row
      openPrice[nearest] = -Infinity;
      row = rowOf[nearest];
      base = distance[nearest] - (cost[row * n + nearest] - price[nearest]);
    }
    for (let c = 0; c < closed; c++) price[done[c]] += distance[done[c]] - bound;
    flip(start, open[end]);
    open[end] = open[left - 1];
  }

  /** Shorter ways through a row; lists the columns that come within the bound. Returns their number. */
  function relax(row: number, base: number, bound: number, near: number): number {
    const costs = cost;
    const prices = openPrice;
    const nearest = distance;
    const from = row * n;
    for (let j = 0; j < n; j++) {
      const through = base + costs[from + j] - prices[j];
      if (through < bound && through < nearest[j]) {
        if (nearest[j] === Infinity) reached[near++] = j;
        nearest[j] = through;
        previous[j] = row;
      }
    }
    return near;
  }

  /** Takes the nearest of the reached columns off their list; -1 if none lies within the bound. */
  function takeNearest(near: number, bound: number): number {
    let least = bound;
    let at = -1;
    for (let r = 0; r < near; r++) {
      if (distance[reached[r]] < least) {
        least = distance[reached[r]];
        at = r;
      }
    }
    if (at < 0) return -1;
    const column = reached[at];
    reached[at] = reached[near - 1];
    return column;
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
