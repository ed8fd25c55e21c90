import { createAssignmentSolver } from './assignment';

/** A stretch of noise scales in which one matching is the best. */
export interface MatchingStretch {
  readonly from: number;
  readonly to: number;
  /** Column of every row. */
  readonly perm: Int32Array;
}

/** Values of matchings that differ by less, as parts of the largest score, are equal. */
const ROUNDING = 1e-10;

/**
 * The best matchings of scores + sigma * noise [n*n] for all sigma from 0 to `most`, one after the other. The value
 * of a matching is a line in sigma, and the best one their upper envelope. Where the lines of two neighbours meet, either
 * no other is above, and there they change places, or another is, and both sides are looked at in turn (Eisner and
 * Severance 1976): two solutions for every change.
 */
export function matchingStretches(
  scores: Float64Array,
  noise: Float64Array,
  n: number,
  most: number,
): MatchingStretch[] {
  const solver = createAssignmentSolver(n);
  const sum = new Float64Array(n * n);
  const valueOf = (matrix: Float64Array, perm: Int32Array) => {
    let value = 0;
    for (let i = 0; i < n; i++) value += matrix[i * n + perm[i]];
    return value;
  };
  const lineAt = (sigma: number): Line => {
    for (let c = 0; c < sum.length; c++) sum[c] = scores[c] + sigma * noise[c];
    solver.solve(sum);
    const perm = solver.perm.slice();
    return { perm, height: valueOf(scores, perm), slope: valueOf(noise, perm) };
  };
  const size = scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
  const found: MatchingStretch[] = [];
  let from = 0;

  /** Tells the changes after `low` up to `high`, in order. */
  function between(low: Line, high: Line): void {
    if (!(high.slope > low.slope)) return;
    const sigma = (low.height - high.height) / (high.slope - low.slope);
    const middle = lineAt(sigma);
    const above = middle.height + sigma * middle.slope - (low.height + sigma * low.slope);
    const isNew = middle.slope > low.slope && middle.slope < high.slope;
    if (isNew && above > ROUNDING * (size + sigma)) {
      between(low, middle);
      between(middle, high);
      return;
    }
    // of equally good ones without noise only that which the first noise leaves is a stretch
    if (sigma > from) found.push({ from, to: sigma, perm: low.perm });
    from = Math.max(from, sigma);
  }

  const [first, last] = [lineAt(0), lineAt(most)];
  between(first, last);
  const end = last.slope > first.slope ? last : first;
  return [...found, { from, to: most, perm: end.perm }];
}

/** The value of a matching against sigma. */
interface Line {
  readonly perm: Int32Array;
  readonly height: number;
  readonly slope: number;
}
