import type { ArgmaxProblem } from '../problem';
import { emptyCells, writeErrors, type MapGrid, type MapTruth, type RegimeMap } from './regime-map';
import type { MapSums } from './sums';

/** The map that sums over draws estimate, beside the exact gradient. */
export function mapFromSums(
  problem: ArgmaxProblem,
  grid: MapGrid,
  truth: MapTruth,
  sums: MapSums,
): RegimeMap {
  const { n, samples } = sums;
  const cells = emptyCells(grid, true);
  const columns = grid.sigmas.length;
  const mean = new Float64Array(n);
  for (let at = 0; at < cells.slope.length; at++) {
    const epsilon = grid.epsilons[Math.floor(at / columns)];
    for (let i = 0; i < n; i++) mean[i] = sums.shift[at * n + i] / (samples * epsilon);
    // where no draw differs, one of twice as many may: a spread of 0 would be a claim
    const newcomers = Math.max(0.5, sums.newcomers[at]);
    const second = (2 * newcomers) / (samples * epsilon * epsilon);
    writeErrors(cells, at, truth.gradients[at % columns], mean, second, samples);
    cells.differ[at] = sums.differing[at] / samples;
    const gap = sums.gap[at] / samples;
    const variance = Math.max(0, sums.gapSquared[at] / samples - gap * gap);
    cells.slope[at] = gap / epsilon;
    cells.slopeError![at] = Math.sqrt(variance / samples) / Math.abs(epsilon);
  }
  return { problem, grid, truth, samples, cells };
}
