import { ARGMAX_STREAM } from '../../../core/draws';
import { FULL_GRID } from '../../../core/maps/regime-map';
import type { ArgmaxProblem } from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';
import { pythonHead } from '../../kit/programs/python';
import { argumentLines, comments, joined, python } from '../../kit/programs/text';
import { epsilonBounds, sigmaBounds } from '../params';
import CELLS from './map-cells.py?raw';
import TRUTH from './map-truth.py?raw';

/** A map that a program computes. */
export interface ProgramMap {
  /** Its sigma and epsilon do not count. */
  readonly problem: ArgmaxProblem;
  /** Draws that one estimate averages. */
  readonly batch: number;
  /** Draws that cells are measured on where they have no closed form. */
  readonly draws: number;
}

const MAPS = ['first', 'second'];

/**
 * The regime map, and the one beside it, as a Python program: NumPy alone, with the page's grid and draws. It prints
 * the long table that the page saves, without the columns that tell one file from another.
 * @param origin lines that say where it comes from
 */
export function mapProgram(maps: readonly ProgramMap[], origin: readonly string[]): string {
  const entries = maps.map(({ problem, batch, draws }, i) => {
    const { scores, loss, k, seed, noise } = problem;
    const all = { mu: scores, loss, k, seed, ...noise, batch, draws };
    return `${python(MAPS[i])}: dict(\n${argumentLines(all, python)}),\n`;
  });
  const laws = maps.map(({ problem }) => problem.noise.law);
  const modules = ['from math import erfc', 'from types import SimpleNamespace'];
  const { imports, random } = pythonHead(laws, modules);
  const said = comments([
    ...[...origin, ''],
    ...[
      'What the direct loss estimator of the gradient of E <loss, y*> is worth at every noise scale',
      'sigma and every loss weight epsilon of a grid: error and bias as parts of the length of the',
      'gradient, the spread of an estimate of so many draws, the cosine of both, how often y*(eps)',
      'is not y*, and the slope in sigma. It prints a line per cell and quantity.',
      '',
    ],
    'Needs Python 3.9 and NumPy 1.22 or later.',
  ]);
  const constants = [
    `STREAM = ${streamId(ARGMAX_STREAM)}`,
    `SIGMA_BOUNDS, EPSILON_BOUNDS = ${python(sigmaBounds)}, ${python(epsilonBounds)}`,
    `COLUMNS, HALF = ${FULL_GRID.columns}, ${FULL_GRID.half}`,
    `maps = {\n${entries.join('')}}`,
  ];
  return joined([`${said}${imports}\n\n${constants.join('\n')}`, random, TRUTH, CELLS]);
}
