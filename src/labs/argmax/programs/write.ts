import { ARGMAX_STREAM } from '../../../core/draws';
import type { ArgmaxProblem } from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';
import type { ProgramForm } from '../../../ui/figure/programs';
import { juliaHead } from '../../kit/programs/julia';
import { pythonHead } from '../../kit/programs/python';
import { comments, joined, julia, python, type Plain } from '../../kit/programs/text';
import { repeatedSweep } from '../../kit/programs/repeated-sweep';
import type { AskedProgram } from '../../kit/spec';
import { MOST } from '../figures/map-refinement';
import { classNames, problemOf } from '../model';
import { epsilonBounds, sigmaBounds, type ArgmaxValues } from '../params';
import type { ArgmaxResults } from '../results';
import { argmaxSweep } from '../sweep';
import ESTIMATE from './estimate.jl?raw';
import JAX from './jax.py?raw';
import LAYER from './layer.jl?raw';
import { mapProgram, sweepProgram } from './map';
import NUMPY from './numpy.py?raw';
import OPTAX from './optax.py?raw';
import PROBLEM from './problem.py?raw';
import TORCH from './torch.py?raw';

/** The experiment behind a figure of the argmax lab as a program. */
export async function write(asked: AskedProgram<ArgmaxValues, ArgmaxResults>): Promise<string> {
  const { figure, form, values, results, origin } = asked;
  const problem = problemOf(values);
  if (figure === 'map') {
    const draws = Math.min(values.cap, MOST);
    const bounds = { sigmas: sigmaBounds, epsilons: epsilonBounds };
    const trained = values.map === 'trained';
    return mapProgram([{ problem, batch: values.batch, draws }], { ...bounds, trained, origin });
  }
  if (figure === 'sweep') {
    const { results: known } = (await results.cells()).getState();
    const sweep = repeatedSweep('argmax', argmaxSweep, values, known);
    return sweepProgram({ problem, batch: values.batch }, sweep, origin);
  }
  const samples = results.getState().estimate?.sums.samples ?? values.cap;
  return argmaxProgram(form, problem, samples, origin);
}

/**
 * The experiment of the lab as a program with the same noise word for word, so that its counts are those of the
 * page (but for a sum that rounding makes a tie of, the page's noise being in single precision).
 * @param origin lines that say where it comes from
 */
export const argmaxProgram = (
  form: ProgramForm,
  problem: ArgmaxProblem,
  samples: number,
  origin: readonly string[],
): string =>
  form === 'julia' ? inJulia(problem, samples, origin) : inPython(form, problem, samples, origin);

/** What both predictions are. */
const definitions = ({ k, scores }: ArgmaxProblem) => [
  `y*      = argmax_y <mu + sigma * gamma, y>                       over the ${k}-subsets of ${scores.length} classes`,
  'y*(eps) = argmax_y <mu + sigma * gamma + eps * loss, y>          under the same gamma',
];

/** The settings, line by line; which lists are vectors is the matter of the language. */
function settingsLines(
  { scores, loss, k, sigma, epsilon, seed, noise }: ArgmaxProblem,
  samples: number,
  write: (value: Plain) => string,
  vector: (list: string) => string,
): readonly string[] {
  return [
    `mu = ${vector(write(scores))}`,
    `loss = ${vector(write(loss))}`,
    `k, sigma, epsilon = ${k}, ${write(sigma)}, ${write(epsilon)}`,
    `seed, samples = ${seed}, ${samples}`,
    `law, location, ${write === python ? 'scale' : 'spread'} = ${write(noise.law)}, ${write(noise.location)}, ${write(noise.scale)}`,
    `STREAM = ${streamId(ARGMAX_STREAM)}`,
  ];
}

interface PythonKind {
  readonly modules: readonly string[];
  readonly needs: string;
  readonly code: readonly string[];
}

/** Laws that optax knows, by its own names. */
const OPTAX_LAWS: Partial<Record<string, string>> = { gumbel: 'Gumbel', normal: 'Normal' };

const X64 = 'jax.config.update("jax_enable_x64", True)';

function kindOf(form: Exclude<ProgramForm, 'julia'>, { noise }: ArgmaxProblem): PythonKind {
  switch (form) {
    case 'numpy':
      return { modules: [], needs: 'Needs Python 3.9 and NumPy 1.22 or later.', code: [NUMPY] };
    case 'torch':
      return {
        modules: ['import torch'],
        needs: 'Needs Python 3.9, NumPy 1.22 and PyTorch 1.13 or later.',
        code: [TORCH],
      };
    case 'jax': {
      const name = OPTAX_LAWS[noise.law];
      return {
        modules: ['import jax', 'import jax.numpy as jnp', 'import optax'],
        needs:
          'Needs Python 3.9, NumPy 1.22, JAX 0.4.16 and optax 0.2 or later. No test of the page has run it.',
        code: [`${X64}\n\n\n${JAX}`, ...(name === undefined ? [] : [OPTAX.replace('NAME', name)])],
      };
    }
  }
}

function inPython(
  form: Exclude<ProgramForm, 'julia'>,
  problem: ArgmaxProblem,
  samples: number,
  origin: readonly string[],
): string {
  const { modules, needs, code } = kindOf(form, problem);
  const { imports, random } = pythonHead([problem.noise.law], modules);
  const said = comments([...origin, '', ...definitions(problem), '', needs]);
  const lines = settingsLines(problem, samples, python, (list) => `np.array(${list}, float)`);
  return joined([`${said}${imports}\n\n${lines.join('\n')}`, random, PROBLEM, ...code]);
}

function inJulia(problem: ArgmaxProblem, samples: number, origin: readonly string[]): string {
  const { packages, random } = juliaHead([problem.noise.law]);
  const said = comments([
    ...[...origin, '', ...definitions(problem), ''],
    `Needs Julia 1.6 or later${packages.length > 1 ? ' and SpecialFunctions' : ''}.`,
    ...[
      'The tests of the page read this program as Python, for want of Julia where they run; the',
      'layer of InferOpt at its end they do not run.',
    ],
  ]);
  const lines = settingsLines(problem, samples, julia, (list) => `Float64${list}`);
  const letters = `letters = ${julia([...classNames(problem.scores.length)])}`;
  const constants = [...lines, letters].map((line) => `const ${line}`).join('\n');
  return joined([`${said}using ${packages.join(', ')}\n\n${constants}`, random, ESTIMATE, LAYER]);
}
