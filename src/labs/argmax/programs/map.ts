import { ARGMAX_STREAM } from '../../../core/draws';
import { FULL_GRID } from '../../../core/maps/regime-map';
import { KEPT_WITHIN, MOST_DRAWS, TRAINING_STEPS } from '../../../core/maps/training';
import type { ArgmaxProblem } from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';
import type { LawName } from '../../../core/noise/laws';
import { pythonHead } from '../../kit/programs/python';
import type { RepeatedSweep } from '../../kit/programs/repeated-sweep';
import { argumentLines, comments, joined, python } from '../../kit/programs/text';
import { CELL_DRAWS } from '../experiment/cell';
import type { MapRequest } from '../compute/protocol';
import CELLS from './map-cells.py?raw';
import GRID from './map-grid.py?raw';
import PROBLEM from './map-problem.py?raw';
import TABLE from './map-table.py?raw';
import TRAINING from './map-training.py?raw';
import TRUTH from './map-truth.py?raw';
import SWEEP from './sweep-table.py?raw';

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
  return cellsProgram({
    laws: maps.map(({ problem }) => problem.noise.law),
    said: [
      ...[...origin, ''],
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
    ],
    trained,
    constants: [
      `SIGMA_BOUNDS, EPSILON_BOUNDS = ${python(sigmas)}, ${python(epsilons)}`,
      `COLUMNS, HALF = ${FULL_GRID.columns}, ${FULL_GRID.half}`,
      `maps = {\n${entries.join('')}}`,
    ],
    code: [GRID, TRUTH, CELLS, TRAINING, PROBLEM, TABLE],
  });
}

interface CellsProgram {
  readonly laws: readonly LawName[];
  /** What it says of itself, a line each. */
  readonly said: readonly string[];
  readonly trained: boolean;
  readonly constants: readonly string[];
  readonly code: readonly string[];
}

/** A program that measures cells of a map, with the page's generator and laws. */
function cellsProgram({ laws, said, trained, constants, code }: CellsProgram): string {
  const modules = ['from math import erfc', 'from types import SimpleNamespace'];
  const { imports, random } = pythonHead(laws, modules);
  const shared = [
    `STREAM = ${streamId(ARGMAX_STREAM)}`,
    `TRAINED, STEPS, MOST_DRAWS, KEPT_WITHIN = ${python(trained)}, ${TRAINING_STEPS}, ${MOST_DRAWS}, ${python(KEPT_WITHIN)}`,
  ];
  const about = comments([...said, '', 'Needs Python 3.9 and NumPy 1.22 or later.']);
  return joined([`${about}${imports}\n\n${[...shared, ...constants].join('\n')}`, random, ...code]);
}

/**
 * The sweep of the page as a Python program: NumPy alone. It prints the table that the page saves, without the columns
 * that tell one file from another.
 * @param problem that of the lab, on which its cells agree but for what is swept
 */
export function sweepProgram(
  { problem, batch }: Omit<ProgramMap, 'draws'>,
  { axes, seeds }: RepeatedSweep,
  origin: readonly string[],
): string {
  const { scores, loss, noise, seed, ...rest } = problem;
  const settings = { mu: scores, loss, ...rest, ...noise, batch, draws: CELL_DRAWS };
  const lines = axes.map(({ name, values }) => `    ${name}=${python(values)},\n`);
  return cellsProgram({
    laws: [noise.law],
    said: [
      ...[...origin, ''],
      'What the direct loss estimator of the gradient of E <loss, y*> is worth in every cell of a grid of',
      'two settings, and what a training from there comes to. It prints a line per cell and quantity.',
    ],
    trained: true,
    constants: [
      `settings = dict(\n${argumentLines(settings, python)})`,
      `axes = dict(\n${lines.join('')})`,
      '# the page has a seed of its own in each repetition',
      `seed, seeds = ${seed}, ${python(seeds)}`,
    ],
    code: [TRUTH, CELLS, TRAINING, PROBLEM, SWEEP],
  });
}
