import { formatPercent } from '../../charts/shared/format';
import { estimators } from '../../core/atlas/estimators';
import type { AtlasEntry } from '../../core/atlas/entry';
import { pathsVariants, printedKnobs, type PathsKnobs, type PathsVariant } from './experiment/spec';
import type { PathsRun, PathsRunSpec } from './kind';
import type { PathsValues } from './params';

/** The runs that the settings ask for: the method, and those it is compared with. */
export function runSpecs(values: PathsValues): PathsRunSpec[] {
  const { method, compare, network, maps, seed, maxSteps } = values;
  return [method, ...compare.filter((variant) => variant !== method)].map((variant) => ({
    id: variant,
    name: pathsVariants[variant].short,
    category: pathsVariants[variant].place,
    setup: { method: pathsVariants[variant].method, network, maps, seed },
    knobs: knobsOf(values, variant),
    stop: { maxSteps },
  }));
}

/** The knobs of the page, and those that belong to the method. */
function knobsOf(values: PathsValues, variant: PathsVariant): PathsKnobs {
  const { batch, noise, sigma, trainSamples, epsilon, lambda, rate } = values;
  return {
    ...{ ...printedKnobs, batch, noise, sigma, epsilon, lambda, rate },
    samples: trainSamples,
    ...pathsVariants[variant].knobs,
  };
}

/** What the atlas says of a method; nothing of a plain fit. */
export function entryOf({ method }: Pick<PathsValues, 'method'>): AtlasEntry | null {
  const { method: estimator, knobs } = pathsVariants[method];
  if (estimator === 'squared' || estimator === 'costs') return null;
  const multiplied = 'noise' in knobs && knobs.noise === 'multiplicative';
  if (multiplied) return estimators['multiplicative-fenchel-young'];
  return estimators[estimator === 'direct' ? 'direct-loss' : estimator];
}

/** The stages of one step, in the order in which a slow step shows them. */
export const STAGES = [
  'picture',
  'costs',
  '+ noise',
  'path',
  'M paths',
  'mean',
  'minus truth',
  'weights',
] as const;

/** One line: where a run stands. */
export function detailOf({ steps, tests, status, reason }: PathsRun): string {
  const step = steps.step.at(-1);
  if (step === undefined) return 'not trained yet';
  const right = tests.optimal.at(-1);
  const held = right === undefined ? '' : ` · held out ${formatPercent(right)} right`;
  const end = status === 'stopped' ? ` · stopped: ${reason}` : '';
  return `step ${step}${held}${end}`;
}

/** The draws that a run stands on: none where nothing is drawn. */
export const drawnOf = ({ step, setup: { method, seed }, knobs }: PathsRun) => ({
  samples:
    step * knobs.batch * (method === 'fenchel-young' || method === 'direct' ? knobs.samples : 1),
  seed,
});
