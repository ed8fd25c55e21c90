import { logSpace } from '../../../core/laws/log-space';
import type { PathSearch } from '../../../core/oracles/grid-path/path-search';
import { noiseOf } from './noise';
import {
  cheapestPath,
  costOfPath,
  eachPath,
  searchOf,
  type Path,
  type PathProblem,
} from './problem';

/** What the draws do at one noise scale. */
export interface SweepPoint {
  readonly sigma: number;
  /** Share of the draws whose path costs no more than the cheapest. */
  readonly cheapest: number;
  /** Entropy of the paths of the draws, in nats: at most the logarithm of their number. */
  readonly entropy: number;
  /** Different paths. */
  readonly paths: number;
  /** Mean cost of the paths, without noise, over that of the cheapest. */
  readonly ratio: number;
  /** The path that most draws take, and their share. */
  readonly most: { readonly path: Path; readonly share: number };
}

/** Noise scales of a sweep. */
export const sweepSigmas = logSpace(0.01, 100, 33);

/** Path costs that differ by less are equal. */
const ROUNDING = 1e-9;

/**
 * A sweep along sigma, on the first `samples` draws: they are the same at every scale.
 * @param search over grids of the problem
 */
export function sweepOf(
  problem: Omit<PathProblem, 'sigma'>,
  samples: number,
  search: PathSearch = searchOf(problem),
) {
  const fill = noiseOf(problem, problem.noise);
  const gammas = Array.from({ length: samples }, (_, m) => {
    const gamma = new Float64Array(problem.costs.length);
    fill(0, m, 0, gamma);
    return gamma;
  });
  const least = costOfPath(cheapestPath(problem, problem.costs), problem.costs);
  return (sigma: number): SweepPoint => {
    const counts = new Map<string, { readonly path: Path; count: number }>();
    let [cheapest, costs] = [0, 0];
    const visit = (path: Path) => {
      const cost = costOfPath(path, problem.costs);
      costs += cost / samples;
      if (cost <= least + ROUNDING) cheapest++;
      const key = path.join();
      const known = counts.get(key);
      if (known) known.count++;
      else counts.set(key, { path, count: 1 });
    };
    eachPath({ ...problem, sigma }, search, (m) => gammas[m], [0, samples], visit);
    const all = [...counts.values()];
    const most = all.reduce((best, each) => (each.count > best.count ? each : best));
    return {
      ...{ sigma, paths: all.length, cheapest: cheapest / samples },
      ratio: least > 0 ? costs / least : 1,
      entropy: all.reduce(
        (sum, { count }) => sum - (count / samples) * Math.log(count / samples),
        0,
      ),
      most: { path: most.path, share: most.count / samples },
    };
  };
}
