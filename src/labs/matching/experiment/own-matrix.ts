import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { matchingsOf, type Optima } from '../../../core/oracles/matching/optima';
import { stakesOf } from '../../../core/oracles/matching/stakes';
import { matchingStretches } from '../../../core/oracles/matching/stretches';
import { createSinkhorn } from '../../../core/relaxations/sinkhorn';
import { createNoiseFill } from './noise';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** What is asked about a matrix of scores, of which a high one is wanted. */
export interface MatrixRequest {
  readonly n: number;
  /** [n*n], row by row. */
  readonly scores: Float64Array;
  readonly seed: MatchingSetup['seed'];
  readonly knobs: Pick<MatchingKnobs, 'law' | 'variance' | 'sigma' | 'temperature' | 'iterations'>;
}

export interface MatrixAnalysis {
  readonly n: number;
  /** Of the best matching, in units of score. */
  readonly value: number;
  readonly optima: Optima;
  /** Prices [n] of rows and columns: u_i + v_j is no less than any score, and their sum is the value. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Per link [n*n], as all that follow: what the value loses if it is forced, or forbidden where it is there. */
  readonly stakes: Float64Array;
  /** Share of the draws whose best matching has the link. */
  readonly shares: Float64Array;
  readonly draws: number;
  /** The least sigma at which the followed draw puts the link in or out; Infinity up to the largest sigma. */
  readonly flips: Float64Array;
  /** Matchings that the followed draw takes as sigma grows, the best one without noise among them. */
  readonly stretches: number;
  readonly sinkhorn: Float64Array;
}

/** Best matchings that are looked for at most. */
export const MOST_OPTIMA = 50;
/** Draws of noise that shares are of. */
const DRAWS = 1000;
/** The largest sigma that the followed draw is taken to. */
export const LARGEST_SIGMA = 100;
/** Rows of noise that no sequence and no other figure has. */
const MATRIX_ROW = 3000;
/** What is at stake below this part of the largest score is nothing. */
const ROUNDING = 1e-12;

/** Looks at a matrix from every side: what is best, how sure that is, and what noise and Sinkhorn make of it. */
export function analyseMatrix({ n, scores, seed, knobs }: MatrixRequest): MatrixAnalysis {
  const solver = createAssignmentSolver(n);
  const value = solver.solve(scores);
  const { perm, u, v } = solver;
  const best = { perm: perm.slice(), u: u.slice(), v: v.slice() };
  const stakes = stakesOf(scores, solver);
  const size = scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
  const isFree = (i: number, j: number) =>
    best.perm[i] === j || stakes[i * n + j] <= n * ROUNDING * size;
  const fill = createNoiseFill({ seed }, knobs);
  const gamma = new Float64Array(n * n);
  const noise = (draw: number) => {
    fill(draw, 0, MATRIX_ROW, gamma);
    return gamma;
  };
  const stretches = matchingStretches(scores, noise(0), n, LARGEST_SIGMA);
  const sinkhorn = new Float64Array(n * n);
  const logits = scores.map((score) => score / knobs.temperature);
  createSinkhorn(n).forward(logits, knobs.iterations, sinkhorn);
  return {
    ...{ n, value, stakes, sinkhorn, u: best.u, v: best.v, draws: DRAWS },
    optima: matchingsOf(n, isFree, MOST_OPTIMA),
    shares: sharesOf(scores, knobs.sigma, noise, n),
    flips: flipsOf(best.perm, stretches),
    stretches: stretches.length,
  };
}

function sharesOf(
  scores: Float64Array,
  sigma: number,
  noise: (draw: number) => Float64Array,
  n: number,
): Float64Array {
  const solver = createAssignmentSolver(n);
  const sum = new Float64Array(n * n);
  const shares = new Float64Array(n * n);
  for (let draw = 0; draw < DRAWS; draw++) {
    const gamma = noise(draw);
    for (let c = 0; c < sum.length; c++) sum[c] = scores[c] + sigma * gamma[c];
    solver.solve(sum);
    for (let i = 0; i < n; i++) shares[i * n + solver.perm[i]] += 1 / DRAWS;
  }
  return shares;
}

/** Where each link first is otherwise than without noise. */
function flipsOf(
  best: Int32Array,
  stretches: readonly { readonly from: number; readonly perm: Int32Array }[],
): Float64Array {
  const n = best.length;
  const flips = new Float64Array(n * n).fill(Infinity);
  const meet = (c: number, sigma: number) => (flips[c] = Math.min(flips[c], sigma));
  for (const { from, perm } of stretches) {
    for (let i = 0; i < n; i++) {
      if (perm[i] === best[i]) continue;
      meet(i * n + best[i], from);
      meet(i * n + perm[i], from);
    }
  }
  return flips;
}

/** Sums of rows and of columns [n]. */
export function sumsOf(matrix: ArrayLike<number>, n: number) {
  const rows = new Float64Array(n);
  const columns = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      rows[i] += matrix[i * n + j];
      columns[j] += matrix[i * n + j];
    }
  }
  return { rows, columns };
}
