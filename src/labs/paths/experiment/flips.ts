import { logSpace } from '../../../core/laws/log-space';
import { noiseOf } from './noise';
import { noisyScores, oracleOf, pathOf, type Path, type PathProblem } from './problem';

/** A stretch of noise scales in which one draw takes one path. */
export interface PathStretch {
  readonly from: number;
  readonly to: number;
  readonly path: Path;
}

/** Scales that are looked at first. */
const LOOKS = 25;
/** Halvings of a stretch in which two paths change places. */
const HALVINGS = 40;
/** Paths whose noisy costs differ by less are equally good. */
const ROUNDING = 1e-9;

/**
 * The stretches of sigma in which the draw takes one path. The noisy cost of a path is a line in sigma where
 * paths go forward and noise is added, so there every change is found: two paths of neighbouring looks meet in
 * one place, and if a third is cheaper there it is looked at too. Elsewhere costs are curves, and a path that
 * comes and goes between two looks is missed.
 */
export function stretchesOf(
  problem: Omit<PathProblem, 'sigma'>,
  draw: number,
  [least, most]: readonly [number, number],
): PathStretch[] {
  const oracle = oracleOf(problem);
  const vectors = () => new Float64Array(oracle.dim);
  const [gamma, scores, y] = [vectors(), vectors(), vectors()];
  noiseOf(problem, problem.noise)(0, draw, 0, gamma);
  const noisyAt = (sigma: number) => void noisyScores({ ...problem, sigma }, gamma, scores);
  const pathAt = (sigma: number) => {
    noisyAt(sigma);
    oracle.solve(scores, y);
    return pathOf(y, problem);
  };
  // what is below 0 counts as 0 for a path that may turn
  const scoreOf = (path: Path) =>
    path.reduce(
      (sum, cell) => sum + (problem.moves === 'all' ? Math.min(0, scores[cell]) : scores[cell]),
      0,
    );
  const gainAt = (sigma: number, one: Path, other: Path) => {
    noisyAt(sigma);
    return scoreOf(one) - scoreOf(other);
  };
  const same = (one: Path, other: Path) => one.join() === other.join();

  /** Where the better path changes between two scales at which they are the best. */
  function* changes(a: number, one: Path, b: number, other: Path): Generator<[number, Path]> {
    if (same(one, other)) return;
    let [low, high] = [a, b];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (gainAt(middle, one, other) >= 0) low = middle;
      else high = middle;
    }
    const third = pathAt(high);
    const better = gainAt(high, third, other) > ROUNDING * (1 + high);
    if (!better || same(third, one) || same(third, other)) yield [high, other];
    else {
      yield* changes(a, one, high, third);
      yield* changes(high, third, b, other);
    }
  }

  const looks = logSpace(least, most, LOOKS).map((sigma) => ({ sigma, path: pathAt(sigma) }));
  const found: PathStretch[] = [];
  let [from, path]: [number, Path] = [least, looks[0].path];
  looks.slice(1).forEach((look, i) => {
    for (const [sigma, next] of changes(looks[i].sigma, looks[i].path, look.sigma, look.path)) {
      found.push({ from, to: sigma, path });
      [from, path] = [sigma, next];
    }
  });
  return [...found, { from, to: most, path }];
}
