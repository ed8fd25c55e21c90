import { streamId } from '../../../core/rng/rng';
import type { StopRule } from '../../../core/training/stop';
import { argumentLines, python, type Plain } from '../../kit/programs/text';
import type { MatchingKnobs, MatchingSetup } from '../experiment/spec';
import { TEST_SEQUENCES } from '../params';

/** A training, described completely. */
export interface Described {
  readonly setup: MatchingSetup;
  readonly knobs: MatchingKnobs;
  readonly stop: StopRule;
}

/** All settings of a training under the names that programs have for them. */
export function settingsOf({ setup, knobs, stop }: Described): Readonly<Record<string, Plain>> {
  const { method, d, sequences, hidden, seed } = setup;
  const { scale, sigma, law, variance, epsilon, growth, samples, temperature } = knobs;
  const { iterations, lambda, optimiser, rate } = knobs;
  return {
    ...{ method, d, sequences, hidden, seed, scale, sigma, law, variance, epsilon, growth },
    ...{ loss_form: knobs.lossForm, samples, temperature, iterations, interpolation: lambda },
    ...{ optimiser, rate, sigma_rate: knobs.sigmaRate },
    ...{ max_steps: stop.maxSteps, patience: stop.patience ?? Infinity },
  };
}

/** What a parameter of the lab is called there, where that is another name. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ lambda: 'interpolation', sigmaRate: 'sigma_rate', maxSteps: 'max_steps' },
};

/** What a numeric parameter of the lab is called there. */
export const nameOf = (param: string): string => NAMES[param] ?? param;

/** The same as an expression of Python. */
export const settingsLines = (described: Described): string =>
  `dict(\n${argumentLines(settingsOf(described), python)})`;

/** Names of the streams of the generator, held-out sequences, and steps between two tests. */
export const constants = (every: number): Readonly<Record<string, number>> => ({
  TRAIN: streamId('matching/train'),
  TEST: streamId('matching/test'),
  WEIGHTS: streamId('matching/weights'),
  NOISE: streamId('matching/noise'),
  REPETITION: streamId('matching/repetition'),
  TESTS: TEST_SEQUENCES,
  EVERY: every,
});
