import type { PathSearch } from '../../../core/oracles/grid-path/path-search';
import { noiseOf } from './noise';
import { eachPath, searchOf, type Path, type PathProblem } from './problem';

/** A path, and how many draws take it. */
export interface CountedPath {
  readonly path: Path;
  readonly count: number;
}

/** The cheapest paths of draws 0 .. samples-1 of frozen noise. */
export interface PathDraws {
  readonly samples: number;
  /** How many draws go over each cell [size * size]. */
  readonly visits: Float64Array;
  /** Every different path, in the order in which they come up. */
  readonly paths: readonly CountedPath[];
  /** The number of the path that each draw takes [samples]. */
  readonly taken: readonly number[];
  /** Noisy costs below 0 of all draws together. */
  readonly below: number;
}

/** Draws whose noise is kept: more than are asked for while a hand moves. */
const KEPT = 1024;
let kept: { readonly key: string; readonly rows: Float64Array[] } = { key: '', rows: [] };

/** The noise of a draw [size * size]: it takes as long as to find a path, and stays while sigma moves. */
function noiseFrom(problem: PathProblem): (draw: number) => Float64Array {
  const { seed, noise, size } = problem;
  const key = `${seed} ${noise} ${size}`;
  if (kept.key !== key) kept = { key, rows: [] };
  const { rows } = kept;
  const fill = noiseOf(problem, noise);
  return (draw) => {
    const known = rows[draw];
    if (known) return known;
    const gamma = new Float64Array(size * size);
    fill(0, draw, 0, gamma);
    if (draw < KEPT) rows[draw] = gamma;
    return gamma;
  };
}

/** A path is known by its cells. */
const nameOf = (path: Path) => String.fromCharCode(...path);

const none = (cells: number): PathDraws => ({
  ...{ samples: 0, paths: [], taken: [], below: 0 },
  visits: new Float64Array(cells),
});

/**
 * The next `count` draws too: however they are cut, the same come out.
 * @param search over grids of the problem
 */
export function extendDraws(
  problem: PathProblem,
  before: PathDraws | null,
  count: number,
  search: PathSearch = searchOf(problem),
): PathDraws {
  const { samples, visits, paths, taken, below } = before ?? none(problem.costs.length);
  const total = visits.slice();
  const found = paths.map((each) => ({ ...each }));
  const numbers = new Map(paths.map(({ path }, p) => [nameOf(path), p]));
  const winners = [...taken];
  const tally = (path: Path) => {
    for (const cell of path) total[cell]++;
    const name = nameOf(path);
    const number = numbers.get(name) ?? found.length;
    if (number === found.length) {
      numbers.set(name, number);
      found.push({ path, count: 1 });
    } else found[number].count++;
    winners.push(number);
  };
  const end = samples + count;
  const more = eachPath(problem, search, noiseFrom(problem), [samples, end], tally);
  return {
    ...{ samples: end, visits: total, paths: found, taken: winners, below: below + more },
  };
}
