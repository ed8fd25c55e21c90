/** How an entry comes out of its scaled score theta/t and the threshold, and where the threshold can be. */
export interface ThresholdProblem {
  /** Not increasing in the threshold. */
  readonly entry: (score: number, threshold: number) => number;
  /** What the entries must add up to. */
  readonly mass: number;
  /** Between these the sum passes the mass. */
  readonly bracket: readonly [number, number];
}

/**
 * The point y_i = entry(theta_i/t, threshold) whose entries add up to the mass, by halving the bracket until
 * nothing is between its ends: slow, and it knows neither sorting nor supports. With a link of your own it
 * is the second algorithm of every relaxation that a threshold settles. A sum below the mass means that the
 * threshold is too high.
 */
export function bisectThreshold(
  scores: ArrayLike<number>,
  { entry, mass, bracket }: ThresholdProblem,
): Float64Array {
  let [low, high] = bracket;
  const at = (threshold: number) => Float64Array.from(scores, (score) => entry(score, threshold));
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return at(low);
    const sum = at(middle).reduce((all, y) => all + y, 0);
    if (sum < mass) high = middle;
    else low = middle;
  }
}
