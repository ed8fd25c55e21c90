import { ARGMAX_STREAM } from '../../../core/draws';
import { FULL_GRID } from '../../../core/maps/regime-map';
import { KEPT_WITHIN, MOST_DRAWS, TRAINING_STEPS } from '../../../core/maps/training';
import type { ArgmaxProblem } from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';
import { pythonHead } from '../../kit/programs/python';
import { argumentLines, comments, joined, python } from '../../kit/programs/text';
import type { MapRequest } from '../compute/protocol';
import CELLS from './map-cells.py?raw';
import TABLE from './map-table.py?raw';
import TRAINING from './map-training.py?raw';
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

/** What the maps of a program have in common. */
interface ProgramOptions extends Pick<MapRequest, 'sigmas' | 'epsilons'> {
  /** Whether it trains from every cell too. */
  readonly trained: boolean;
  /** Lines that say where it comes from. */
  readonly origin: readonly string[];
}

const MAPS = ['first', 'second'];

/**
 * The regime map, and the one beside it, as a Python program: NumPy alone, with the page's grid and draws. It prints
 * the long table that the page saves, without the columns that tell one file from another.
 */
export function mapProgram(
  maps: readonly ProgramMap[],
  { origin, trained, sigmas, epsilons }: ProgramOptions,
): string {
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
      ...(trained
        ? [
            `Beside these it has E <loss, y*> after ${TRAINING_STEPS} steps of gradient descent on mu and log sigma by`,
            'that estimate, from the scores and the sigma of the cell on: of its draws, or of its mean.',
          ]
        : []),
      '',
    ],
    'Needs Python 3.9 and NumPy 1.22 or later.',
  ]);
  const constants = [
    `STREAM = ${streamId(ARGMAX_STREAM)}`,
    `SIGMA_BOUNDS, EPSILON_BOUNDS = ${python(sigmas)}, ${python(epsilons)}`,
    `COLUMNS, HALF = ${FULL_GRID.columns}, ${FULL_GRID.half}`,
    `TRAINED, STEPS, MOST_DRAWS, KEPT_WITHIN = ${python(trained)}, ${TRAINING_STEPS}, ${MOST_DRAWS}, ${python(KEPT_WITHIN)}`,
    `maps = {\n${entries.join('')}}`,
  ];
  return joined([
    `${said}${imports}\n\n${constants.join('\n')}`,
    random,
    TRUTH,
    CELLS,
    TRAINING,
    TABLE,
  ]);
}
