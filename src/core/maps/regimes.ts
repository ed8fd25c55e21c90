import type { RegimeMap } from './regime-map';

/**
 * What a cell is good for, if an estimate averages M draws. The first rule that applies:
 *
 *   useful   the error is less than half the length of the gradient
 *   less     mostly bias, eps is too strong, and the mean step of sigma is one down: less noise
 *   more     the same, and the step is one up
 *   frozen   mostly spread, and hardly one of M draws is expected to leave the likeliest y*
 *   loud     mostly spread, though y* is not always the same
 *
 * Once |eps| outweighs score and noise y*(eps) no longer depends on the draw. Then E <gamma, y*(eps)> is that of no
 * choice, and the mean estimate of the slope is -E <gamma, y*>/eps for noise of mean 0: less noise for eps < 0, more
 * for eps > 0, whatever is true.
 */
export const REGIMES = ['useful', 'less', 'more', 'frozen', 'loud'] as const;
export type Regime = (typeof REGIMES)[number];

/** Error of the mean of M draws, as part of the length of the gradient: root mean square. */
export function errorAt({ cells }: RegimeMap, at: number, draws: number): number {
  const bias = cells.bias[at];
  const spread = cells.spread[at];
  return Math.sqrt(bias * bias + (spread * spread) / draws);
}

/** Error of a useful estimate, as part of the length of the gradient. */
export const USEFUL = 0.5;

export function regimeAt(map: RegimeMap, at: number, draws: number): Regime {
  const { cells, grid, truth } = map;
  if (errorAt(map, at, draws) < USEFUL) return 'useful';
  if (cells.bias[at] >= cells.spread[at] / Math.sqrt(draws)) {
    return cells.slope[at] > 0 ? 'less' : 'more';
  }
  return draws * (1 - truth.certain[at % grid.sigmas.length]) < 1 ? 'frozen' : 'loud';
}

/** Whether the mean estimate of the slope in sigma has the wrong sign, beyond doubt where it was measured. */
export function stepsWrongAt({ cells, grid, truth }: RegimeMap, at: number): boolean {
  const slope = cells.slope[at];
  const doubt = cells.slopeError ? 2 * cells.slopeError[at] : 0;
  return slope * Math.sign(truth.slopes[at % grid.sigmas.length]) < -doubt;
}

/** Shares of the cells of a map. */
export interface MapShares {
  /** Whose error is below the length of the gradient, and below half of it. */
  readonly belowLength: number;
  readonly belowHalf: number;
  /** Where the step of sigma goes the wrong way. */
  readonly wrong: number;
}

export function sharesOf(map: RegimeMap, draws: number): MapShares {
  const count = map.cells.bias.length;
  let [length, half, wrong] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const error = errorAt(map, at, draws);
    if (error < 1) length++;
    if (error < USEFUL) half++;
    if (stepsWrongAt(map, at)) wrong++;
  }
  return { belowLength: length / count, belowHalf: half / count, wrong: wrong / count };
}

/**
 * The best epsilon of every noise scale on one side of 0, not a number where the error has no least value within
 * the grid, or is above the length of the gradient there too: the vertex of the parabola through the least error and its neighbours, over log |epsilon|.
 */
export function valley(map: RegimeMap, side: 1 | -1, draws: number): number[] {
  const { sigmas, epsilons } = map.grid;
  const half = epsilons.length / 2;
  const magnitude = (place: number) => epsilons[half + place];
  return sigmas.map((_, s) => {
    const error = (place: number) =>
      errorAt(map, (side > 0 ? half + place : half - 1 - place) * sigmas.length + s, draws);
    let best = 0;
    for (let place = 1; place < half; place++) if (error(place) < error(best)) best = place;
    if (best === 0 || best === half - 1 || !(error(best) < 1)) return NaN;
    const [before, at, after] = [best - 1, best, best + 1].map(error);
    const bend = before - 2 * at + after;
    const shift = bend > 0 ? (before - after) / (2 * bend) : 0;
    return side * magnitude(best) * (magnitude(best + 1) / magnitude(best)) ** shift;
  });
}

/** Depth of a dip of the bias that is worth a word, as part of the greatest bias nearer to 0. */
const DIP = 0.5;

/**
 * Whether the bias falls again on one side of 0 as |epsilon| grows: there it changes its sign, an accident of the
 * problem. Of measured biases it is not known.
 */
export function biasDips(
  { cells, grid, samples }: RegimeMap,
  side: 1 | -1,
  column: number,
): boolean {
  const half = grid.epsilons.length / 2;
  let most = 0;
  for (let place = 0; place < half && samples === null; place++) {
    const row = side > 0 ? half + place : half - 1 - place;
    const bias = cells.bias[row * grid.sigmas.length + column];
    if (bias < DIP * most) return true;
    most = Math.max(most, bias);
  }
  return false;
}

/** The cell of the grid that is nearest to a noise scale and a loss weight. */
export function cellNear({ sigmas, epsilons }: RegimeMap['grid'], sigma: number, epsilon: number) {
  const half = epsilons.length / 2;
  const s = nearest(sigmas, sigma);
  const place = nearest(epsilons.slice(half), Math.abs(epsilon));
  return (epsilon < 0 ? half - 1 - place : half + place) * sigmas.length + s;
}

/** Place of a value among values of equal steps in their logarithm. */
function nearest(values: readonly number[], value: number): number {
  const last = values.length - 1;
  const place = (Math.log(value / values[0]) / Math.log(values[last] / values[0])) * last;
  return Math.min(last, Math.max(0, Math.round(place)));
}
