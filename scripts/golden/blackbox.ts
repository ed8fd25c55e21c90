import { blackbox } from '../../src/core/estimators/blackbox';
import { gridPath } from '../../src/core/oracles/grid-path/grid-path';
import { kSubset } from '../../src/core/oracles/k-subset/k-subset';
import { matching } from '../../src/core/oracles/matching/matching';
import type { Oracle } from '../../src/core/oracles/oracle';
import { ranking } from '../../src/core/oracles/ranking/ranking';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { rows } from './structures';

/** The fixtures minimise costs; our oracles maximise scores, which are minus the costs. */
export function runBlackbox({ input }: Case): Computed | null {
  const lambda = number(input, 'lambda');
  switch (input.problem) {
    case 'ranking':
      return runRanking(vector(input, 'w'), vector(input, 'dy'), lambda);
    case 'ksubset': {
      const w = vector(input, 'w');
      return flat(solve(kSubset(w.length, number(input, 'k')), w, vector(input, 'dy'), lambda));
    }
    case 'assignment': {
      const w = matrix(input, 'w');
      return inRows(
        solve(matching(w.length), w.flat(), matrix(input, 'dy').flat(), lambda),
        w.length,
      );
    }
    case 'shortest_path': {
      const w = matrix(input, 'w');
      const columns = w[0].length;
      const oracle = gridPath(w.length, columns);
      return inRows(solve(oracle, w.flat(), matrix(input, 'dy').flat(), lambda), columns);
    }
    default:
      return null;
  }
}

interface Solved {
  readonly y: Float64Array;
  readonly interpolated: Float64Array;
  readonly dw: Float64Array;
}

function solve(
  oracle: Oracle,
  w: readonly number[],
  dy: readonly number[],
  lambda: number,
): Solved {
  const scores = w.map((cost) => -cost);
  const { prediction, interpolated, gradient } = blackbox(oracle, scores, dy, lambda);
  return { y: prediction, interpolated, dw: gradient.map((g) => -g) };
}

/** Its ranks are in units of 1/n and begin with 1/n, and it divides by lambda + 1e-8. */
function runRanking(w: readonly number[], dy: readonly number[], lambda: number): Computed {
  const n = w.length;
  const { y, interpolated } = solve(ranking(n), w, dy, lambda);
  const units = (ranks: Float64Array) => ranks.map((rank) => (rank + 1) / n);
  return flat({
    y: units(y),
    interpolated: units(interpolated),
    dw: y.map((rank, i) => -(rank - interpolated[i]) / n / (lambda + 1e-8)),
  });
}

const flat = ({ y, interpolated, dw }: Solved): Computed => ({
  y: () => y,
  y_lambda: () => interpolated,
  dw: () => dw,
});

const inRows = ({ y, interpolated, dw }: Solved, width: number): Computed => ({
  y: () => rows(y, width),
  y_lambda: () => rows(interpolated, width),
  dw: () => rows(dw, width),
});
