/** The linear loss of a set of neighbours. */
export type LossForm =
  /** Minus the number of right ones. */
  | 'count'
  /** Minus the sum of the distances of right ones, as printed: far right candidates pull most. */
  | 'distance';

/**
 * The k largest of scores[at, at + n), best first; of equal scores the lower index comes first, and what
 * is no number counts as minus infinity. One pass with insertion: few scores are among the best so far,
 * so it costs little more than reading.
 */
export function selectTop(
  scores: Float64Array | Float32Array,
  at: number,
  n: number,
  k: number,
  out: Int32Array,
): void {
  let filled = 0;
  let least = -Infinity;
  for (let i = 0; i < n; i++) {
    const score = ranked(scores[at + i]);
    if (filled === k && score <= least) continue;
    let place = filled < k ? filled++ : k - 1;
    while (place > 0 && ranked(scores[at + out[place - 1]]) < score) {
      out[place] = out[place - 1];
      place--;
    }
    out[place] = i;
    least = ranked(scores[at + out[filled - 1]]);
  }
}

const ranked = (score: number) => (Number.isNaN(score) ? -Infinity : score);

/** Counts who is among the k largest: the set of `selectTop`. */
export interface TopCounter {
  /** Adds 1 to counts[at + i] for every i among the k largest of scores[0, n), all of them numbers. */
  count(scores: Float64Array, counts: Uint32Array, at: number): void;
}

/**
 * Every call begins with the order that the one before has left. Where scores change little, as along
 * a slider, hardly anything moves; the answer does not depend on it.
 */
export function createTopCounter(n: number, k: number): TopCounter {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  return {
    count(scores, counts, at) {
      for (let i = 1; i < n; i++) {
        const candidate = order[i];
        const score = scores[candidate];
        let place = Math.min(i, k);
        while (place > 0) {
          const other = order[place - 1];
          const ahead = scores[other];
          if (ahead > score || (ahead === score && other < candidate)) break;
          place--;
        }
        if (place >= k) continue;
        // whoever falls out of the best takes the place of the one that comes in
        if (i >= k) order[i] = order[k - 1];
        for (let j = Math.min(i, k - 1); j > place; j--) order[j] = order[j - 1];
        order[place] = candidate;
      }
      for (let r = 0; r < k; r++) counts[at + order[r]]++;
    },
  };
}
