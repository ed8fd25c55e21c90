import { grownEpsilon, growthsSince } from '../../core/training/growth';
import type { MatchingRun } from './kind';
import { toSequence, uniformSequences, type Sequence } from './experiment/data';
import { solveInstance, type Instance } from './experiment/instance';
import { growthRule, type MatchingKnobs, type MatchingSetup } from './experiment/spec';
import { formatPercent } from '../../charts/shared/format';
import { nameOfLaw } from '../../core/atlas/law-names';
import { TEST_SEQUENCES, type MatchingValues } from './params';

/** The sequence under the microscope, with the texts of the reader's own numbers. */
export interface Shown {
  readonly sequence: Sequence;
  readonly labels?: readonly string[];
}

export function shownSequence(values: MatchingValues, setup: MatchingSetup): Shown {
  const { d, seed, sequences } = setup;
  if (values.instance === 'own' && values.own.length === d) {
    return {
      sequence: toSequence(toUnit(values.own)),
      labels: values.own.map((number) => String(number)),
    };
  }
  const purpose = values.instance === 'test' ? 'test' : 'train';
  const count = purpose === 'test' ? TEST_SEQUENCES : sequences;
  const row = Math.min(values.row, count - 1);
  return { sequence: uniformSequences(seed, purpose, row + 1, d)[row] };
}

/** Numbers outside of 0 .. 1 scaled into it: the networks know no others. */
export function toUnit(numbers: readonly number[]): number[] {
  const [low, high] = rangeOf(numbers);
  return numbers.map((number) => (number - low) / (high - low));
}

/** The interval that is mapped to 0 .. 1: that itself where all numbers lie in it. */
export function rangeOf(numbers: readonly number[]): readonly [number, number] {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (low >= 0 && high <= 1) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/**
 * The instance that the figures show: the sequence through the networks of a run as they are now,
 * with the knobs of the page, so that a slider moves it at once, training or not.
 */
export function instanceOf(values: MatchingValues, run: MatchingRun): Instance {
  const { setup, state } = run;
  const shown = shownSequence(values, setup);
  const knobs = values.noisy ? run.knobs : ({ ...run.knobs, scale: 'zero' } as const);
  const draw = { step: state.step, sample: 0, row: noiseRowOf(values) };
  const relax = setup.method === 'gumbel-sinkhorn';
  return solveInstance(setup, state.params, shown.sequence, knobs, epsilonOf(run), draw, relax);
}

/** Rows of noise that no training sequence has. */
const OTHER_ROWS = 1000;

/** The row of the noise that the shown sequence meets. */
export const noiseRowOf = ({ instance, row }: Pick<MatchingValues, 'instance' | 'row'>): number =>
  instance === 'train' ? row : OTHER_ROWS + row;

/** Epsilon of the next step, grown or not. */
export function epsilonOf({ knobs, state }: MatchingRun): number {
  const rule = growthRule(knobs);
  return grownEpsilon(rule, growthsSince(rule, state));
}

/** Mean and variance of the noise in words: "Gumbel, variance 3". */
export function noiseName({ law, variance, scale }: MatchingKnobs): string {
  if (scale === 'zero') return 'no noise';
  return `${nameOfLaw[law]} noise of variance ${Number(variance.toPrecision(3))}`;
}

/** The stages of one step, in the order in which a slow step shows them. */
export const STAGES = [
  'score',
  '+ σγ',
  'argmax',
  'augmented argmax',
  'difference',
  'update',
] as const;

/** What happens in each of them, in a sentence. */
const TOLD: Readonly<Record<(typeof STAGES)[number], string>> = {
  score: 'A network scores every number for every place: μ.',
  '+ σγ': 'Noise is added to every score: μ + σγ.',
  argmax: 'The best matching of the noisy scores is the prediction y*.',
  'augmented argmax': 'The loss is added too, times ε: the best matching is now y*(ε).',
  difference: 'Links that only one side has are the gradient: their scores go down, or up.',
  update: 'Both networks step along the gradient: the next press does it.',
};

export const tellStage = (stage: number) => TOLD[STAGES[stage]];

/** One line: where a run stands. */
export function detailOf({ steps, tests, status, reason }: MatchingRun): string {
  const loss = steps.loss.at(-1);
  if (loss === undefined) return 'not trained yet';
  const right = steps.right.at(-1) ?? NaN;
  const wrong = tests.wrong.at(-1);
  const held = wrong === undefined ? '' : ` · held out ${formatPercent(1 - wrong)} right`;
  const end = status === 'stopped' ? ` · stopped: ${reason}` : '';
  return `step ${steps.step.at(-1)} · ${formatPercent(right)} right${held}${end}`;
}

/** The draws that a run stands on. */
export const drawnOf = ({ step, setup, knobs }: MatchingRun) => ({
  samples: step * setup.sequences * knobs.samples,
  seed: setup.seed,
});
