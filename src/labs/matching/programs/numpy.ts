import { comments, joined } from '../../kit/programs/text';
import { pythonHead } from '../../kit/programs/python';
import { TESTS } from '../connect';
import CURVES from './curves.py?raw';
import DATA from './data.py?raw';
import { endingOf, trainingOf, type AskedMatching, type Ending } from './endings';
import METHODS from './methods.py?raw';
import NETWORKS from './networks.py?raw';
import { constants } from './settings';
import TORCH from './torch.py?raw';
import TRAINING from './training.py?raw';
import WEIGHTS from './weights.py?raw';

/** What y* is, in every program of the lab. */
export const DEFINITIONS = [
  'y*      = the matching of numbers with places of the largest sum of mu + sigma * gamma',
  'y*(eps) = that of mu + sigma * gamma + eps * loss, under the same gamma',
];

/** What the numbers of a program are. */
export const PRECISION = [
  'Its numbers are those of the page in double precision; a graphics device rounds otherwise.',
];

/**
 * The experiment behind a figure as a Python program: NumPy alone, with the page's own data, first weights and
 * noise word for word.
 * @param origin lines that say where it comes from
 */
export function numpyProgram(asked: AskedMatching, origin: readonly string[]): string {
  const ending = endingOf(asked);
  const modules = asked.figure === 'fan' ? ['import itertools'] : [];
  const needs = 'Needs Python 3.9 and NumPy 1.22 or later.';
  const head = headOf(ending, { origin, needs, modules });
  return joined([...head, DATA, WEIGHTS, NETWORKS, METHODS, CURVES, TRAINING, ending.code]);
}

/** The trainings behind a figure in PyTorch: its networks and optimisers, and the matching as a layer of its own. */
export function torchProgram(asked: AskedMatching, origin: readonly string[]): string {
  const needs = 'Needs Python 3.9, NumPy 1.22 and PyTorch 1.13 or later.';
  const modules = ['import torch'];
  const head = headOf(trainingOf(asked), { origin, needs, modules });
  return joined([...head, DATA, WEIGHTS, METHODS, CURVES, TORCH]);
}

interface Head {
  readonly origin: readonly string[];
  readonly needs: string;
  readonly modules: readonly string[];
}

/** All above the functions of the experiment: what it is, its settings, and the page's generator. */
function headOf({ about, trainings, settings }: Ending, { origin, needs, modules }: Head) {
  const laws = trainings.map(({ knobs }) => knobs.law);
  const { imports, random } = pythonHead(laws, ['from types import SimpleNamespace', ...modules]);
  const said = [...origin, '', ...DEFINITIONS, '', ...about, '', needs, ...PRECISION];
  const named = Object.entries(constants(TESTS.evaluateEvery));
  const streams = named.map(([name, value]) => `${name} = ${value}`).join('\n');
  return [
    `${comments(said)}${imports}`,
    `# streams of the generator, held-out sequences, and steps between two tests\n${streams}\n\n${settings}`,
    random,
  ];
}
