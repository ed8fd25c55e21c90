import { noiseOf } from './noise';
import { noisyScores, oracleOf, pathOf, type Path, type PathProblem } from './problem';

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

/** A path is known by its cells, in the order of their numbers: to put them in its own order takes longer. */
const nameOf = (cells: readonly number[]) => String.fromCharCode(...cells);

const none = (cells: number): PathDraws => ({
  ...{ samples: 0, paths: [], taken: [], below: 0 },
  visits: new Float64Array(cells),
});

/** The next `count` draws too: however they are cut, the same come out. */
export function extendDraws(
  problem: PathProblem,
  before: PathDraws | null,
  count: number,
): PathDraws {
  const oracle = oracleOf(problem);
  const noise = noiseFrom(problem);
  const { samples, visits, paths, taken, below } = before ?? none(oracle.dim);
  const vectors = () => new Float64Array(oracle.dim);
  const [scores, y] = [vectors(), vectors()];
  const total = visits.slice();
  const found = paths.map((each) => ({ ...each }));
  const numbers = new Map(paths.map(({ path }, p) => [nameOf(path.toSorted((a, b) => a - b)), p]));
  const cells: number[] = [];
  const winners = [...taken];
  let negative = below;
  for (let m = samples; m < samples + count; m++) {
    negative += noisyScores(problem, noise(m), scores);
    oracle.solve(scores, y);
    cells.length = 0;
    for (let cell = 0; cell < y.length; cell++) if (y[cell] === 1) cells.push(cell);
    for (const cell of cells) total[cell]++;
    const name = nameOf(cells);
    const number = numbers.get(name) ?? found.length;
    if (number === found.length) {
      numbers.set(name, number);
      found.push({ path: pathOf(y, problem), count: 1 });
    } else found[number].count++;
    winners.push(number);
  }
  return {
    ...{ samples: samples + count, visits: total, paths: found, taken: winners, below: negative },
  };
}
