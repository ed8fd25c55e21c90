import { ARGMAX_STREAM } from '../draws';
import { selectTop } from '../neighbours/top';
import { createNoise } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { createRng } from '../rng/rng';
import { createEpsilonWalk } from './along-epsilon';
import type { MapGrid } from './regime-map';

/**
 * Sums over draws in every cell of a map: draws have the same noise in all cells, so rows and columns are smooth.
 * Sums of disjoint ranges add up. Cells as in RegimeMap.
 */
export interface MapSums {
  readonly n: number;
  samples: number;
  /** [cells*n] y*(eps) - y*: how often a class came, less how often it left. */
  readonly shift: Float64Array;
  /** Members of y*(eps) that are not in y*; draws in which there are any. */
  readonly newcomers: Float64Array;
  readonly differing: Float64Array;
  /** <gamma, y*(eps) - y*> and its square. */
  readonly gap: Float64Array;
  readonly gapSquared: Float64Array;
}

export function emptyMapSums(n: number, { sigmas, epsilons }: MapGrid): MapSums {
  const cells = sigmas.length * epsilons.length;
  const [newcomers, differing, gap, gapSquared] = Array.from(
    { length: 4 },
    () => new Float64Array(cells),
  );
  const shift = new Float64Array(cells * n);
  return { n, samples: 0, shift, newcomers, differing, gap, gapSquared };
}

const LISTS = ['shift', 'newcomers', 'differing', 'gap', 'gapSquared'] as const;

/**
 * Adds draws first .. first + count - 1. Along epsilon a draw changes at the corners of its envelope only: what
 * changes there is noted in the first cell beyond, and summed outwards at the end.
 * @param problem its sigma and epsilon do not count
 */
export function addMapDraws(
  sums: MapSums,
  problem: ArgmaxProblem,
  grid: MapGrid,
  first: number,
  count: number,
): void {
  const { scores, loss, k, seed } = problem;
  const { sigmas, epsilons } = grid;
  const n = scores.length;
  const [columns, half] = [sigmas.length, epsilons.length / 2];
  const most = epsilons[epsilons.length - 1];
  const changes = emptyMapSums(n, grid);
  const law = createNoise(problem.noise);
  const rng = createRng(seed, ARGMAX_STREAM);
  const { walk } = createEpsilonWalk(loss);
  const [gamma, theta] = [new Float64Array(n), new Float64Array(n)];
  const [members, best] = [new Uint8Array(n), new Int32Array(k)];
  let [column, side, place, came, gap] = [0, 1, 0, 0, 0];

  const visit = (magnitude: number, leaves: number, comes: number) => {
    while (place < half && epsilons[half + place] < magnitude) place++;
    if (place === half) return;
    const row = side > 0 ? half + place : half - 1 - place;
    const at = row * columns + column;
    const now = came + (1 - members[comes]) - (1 - members[leaves]);
    const moved = gap + gamma[comes] - gamma[leaves];
    changes.shift[at * n + comes]++;
    changes.shift[at * n + leaves]--;
    changes.newcomers[at] += now - came;
    changes.differing[at] += Number(now > 0) - Number(came > 0);
    changes.gap[at] += moved - gap;
    changes.gapSquared[at] += moved * moved - gap * gap;
    came = now;
    gap = moved;
  };

  for (let draw = first; draw < first + count; draw++) {
    for (let i = 0; i < n; i++) gamma[i] = law.sample(rng.word(draw, i));
    for (column = 0; column < columns; column++) {
      for (let i = 0; i < n; i++) theta[i] = scores[i] + sigmas[column] * gamma[i];
      selectTop(theta, 0, n, k, best);
      members.fill(0);
      for (const i of best) members[i] = 1;
      for (side = -1; side <= 1; side += 2) {
        [place, came, gap] = [0, 0, 0];
        walk(theta, members, side, most, visit);
      }
    }
  }
  sums.samples += count;
  for (const name of LISTS) {
    const width = name === 'shift' ? columns * n : columns;
    addOutwards(sums[name], changes[name], width, half);
  }
}

/** Adds to every row of a list of rows what has changed up to it, from the two rows in the middle outwards. */
function addOutwards(sums: Float64Array, changes: Float64Array, width: number, half: number): void {
  for (const side of [-1, 1]) {
    for (let i = 0; i < width; i++) {
      let total = 0;
      for (let place = 0; place < half; place++) {
        const at = (side > 0 ? half + place : half - 1 - place) * width + i;
        total += changes[at];
        sums[at] += total;
      }
    }
  }
}
