import { repeatedSweep } from '../../kit/programs/repeated-sweep';
import { python } from '../../kit/programs/text';
import type { AskedProgram } from '../../kit/spec';
import { shownRun } from '../../../state/runs/shown';
import { printedVariants } from '../experiment/printed';
import { matchingVariants, paperSetup } from '../experiment/spec';
import { FAN_DRAWS } from '../figures/fan';
import type { MatchingRun } from '../kind';
import { noiseRowOf, toUnit } from '../model';
import type { MatchingValues } from '../params';
import type { MatchingResults } from '../results';
import { signSpecs } from '../sign';
import { runSpecs } from '../specs';
import { matchingSweep } from '../sweep';
import END_INSTANCE from './end-instance.py?raw';
import END_OUTGROW from './end-outgrow.py?raw';
import END_SWEEP from './end-sweep.py?raw';
import END_TABLE from './end-table.py?raw';
import END_TRAINING from './end-training.py?raw';
import LOUDNESS from './loudness.py?raw';
import { nameOf, settingsLines, type Described } from './settings';
import SHOW_FAN from './show-fan.py?raw';
import SHOW_LOSSES from './show-loss-forms.py?raw';
import SHOW_LOUD from './show-loud.py?raw';
import SHOW_MATCHING from './show-matching.py?raw';
import SHOW_MATRICES from './show-matrices.py?raw';

export type AskedMatching = Pick<
  AskedProgram<MatchingValues, MatchingResults>,
  'figure' | 'values' | 'results'
>;

/** A training that is called something. */
type Named = Described & { readonly name: string };

/** What a program of a figure is of, and how it ends. */
export interface Ending {
  /** What it says of itself, a line each. */
  readonly about: readonly string[];
  /** Every training in it. */
  readonly trainings: readonly Named[];
  /** Settings that stand at its top. */
  readonly settings: string;
  readonly code: string;
}

/** Figures of one sequence, and what they show of it. */
const SHOWN: Readonly<Record<string, string>> = {
  matching: SHOW_MATCHING,
  machine: SHOW_MATRICES,
  matrices: SHOW_MATRICES,
  'loss-forms': SHOW_LOSSES,
  fan: SHOW_FAN,
  loud: SHOW_LOUD,
};

/** Repetitions of the table that a program begins with. */
const REPETITIONS = 20;
const SIZES = [5, 10];

/** How the program of a figure ends: with its sequence, its table, its sweep, or else with the trainings. */
export function endingOf(asked: AskedMatching): Ending {
  const { figure, values, results } = asked;
  if (figure === 'table') return table(values);
  if (figure === 'sweep') return sweep(asked);
  if (figure === 'outgrow') return outgrow(asked);
  const run = shownRun(results.runs.getState());
  const shown = SHOWN[figure];
  return shown !== undefined && run ? instance(values, run, shown) : trainingOf(asked);
}

/** The trainings behind a figure: those of the settings, unless it has its own. */
export function trainingOf({ figure, values }: Pick<AskedMatching, 'figure' | 'values'>): Ending {
  if (figure.startsWith('sign')) return training(signRuns(figure, values));
  return training(runSpecs(values).map((spec) => ({ ...spec, name: spec.id })));
}

function training(specs: readonly Named[]): Ending {
  const entries = specs.map((spec) => `${python(spec.name)}: ${settingsLines(spec)},\n`);
  return {
    about: [
      'It trains as the page does and prints its curves: a line at every step at which the page',
      'tests on sequences that the training has not seen.',
    ],
    trainings: specs,
    settings: `runs = {\n${entries.join('')}}`,
    code: END_TRAINING,
  };
}

function outgrow(asked: AskedMatching): Ending {
  return {
    ...trainingOf(asked),
    about: [
      'It trains as the page does and prints scores, margin and noise, and the margin over the noise: a',
      'line at every step at which the page tests.',
    ],
    code: `${LOUDNESS}\n\n${END_OUTGROW}`,
  };
}

/** The runs of the experiment on the sign of epsilon: all of them, or those of the size that the figure is of. */
function signRuns(figure: string, { seed }: MatchingValues) {
  const d = Number(figure.split('-')[1]);
  const specs = signSpecs(seed).filter(({ setup }) => !(d > 0) || setup.d === d);
  return specs.map((spec) => ({ ...spec, name: spec.name.replace('ε', 'epsilon') }));
}

/**
 * The map of two settings that is on the page: its axes, and as many repetitions as have been begun.
 * @throws RangeError with a sentence where the axes can't be swept
 */
function sweep({ values, results }: AskedMatching): Ending {
  const known = results.sweep.getState().results;
  const { axes, seeds } = repeatedSweep('matching', matchingSweep, values, known);
  const [spec] = runSpecs({ ...values, compare: [] });
  const lines = axes.map(({ name, values: along }) => `    ${nameOf(name)}=${python(along)},\n`);
  return {
    about: [
      'It trains in every cell of a grid of two settings, as the sweep of the page does, and prints the',
      'table that the page saves, without the columns that tell one file from another.',
    ],
    trainings: [spec],
    settings: [
      `settings = ${settingsLines(spec)}`,
      '# as the page names them, and as the settings do; the page has a seed of its own in each repetition',
      `columns = ${python(axes.map(({ name }) => name))}`,
      `axes = dict(\n${lines.join('')})`,
      `seed, seeds = ${values.seed}, ${python(seeds)}`,
    ].join('\n'),
    code: `${LOUDNESS}\n\n${END_SWEEP}`,
  };
}

function table({ seed }: MatchingValues): Ending {
  const trainings = printedVariants.map((variant) => {
    const { method, knobs, stop } = matchingVariants[variant];
    const setup = { ...paperSetup, method, d: SIZES[0], seed };
    return { name: variant, setup, knobs, stop };
  });
  const entries = trainings.map((each) => `    ${python(each.name)}: ${settingsLines(each)},\n`);
  return {
    about: ['It repeats cells of Table 1 of the paper, as the page does.'],
    trainings,
    settings: [
      `seed, repetitions, sizes = ${seed}, ${REPETITIONS}, ${python(SIZES)}`,
      `methods = {\n${entries.join('')}}`,
    ].join('\n'),
    code: END_TABLE,
  };
}

/** A run may have been told other settings on its way; a program has one of each. */
const movesOf = ({ events }: MatchingRun): readonly string[] =>
  events.some(({ move }) => move)
    ? [
        'The run of the page has changed settings on its way. This program has the last ones from',
        'the first step on, so its numbers are not those of the page.',
      ]
    : [];

function instance(values: MatchingValues, run: MatchingRun, shown: string): Ending {
  const { setup, knobs, step } = run;
  const own = values.instance === 'own' && values.own.length === setup.d;
  const lines = [
    `settings = ${settingsLines({ setup, knobs, stop: { maxSteps: step } })}`,
    `steps, row, noise_row, noisy = ${[step, values.row, noiseRowOf(values)].join(', ')}, ${python(values.noisy)}`,
    `numbers = ${own ? `np.array(${python(toUnit(values.own))})` : 'None'}`,
    `STREAM = ${values.instance === 'test' ? 'TEST' : 'TRAIN'}`,
    `by_value, draws = ${python(values.arrange === 'value')}, ${FAN_DRAWS}`,
  ];
  return {
    about: [
      'It trains as many steps as the run of the page has made, and prints the numbers of the figure.',
      ...movesOf(run),
    ],
    trainings: [run],
    settings: lines.join('\n'),
    code: `${END_INSTANCE}\n${shown}`,
  };
}
