import type { StopRule } from '../../core/training/stop';
import { pinSpecs } from '../kit/pins';
import {
  matchingVariants,
  paperSetup,
  type MatchingKnobs,
  type MatchingSetup,
  type MatchingVariant,
} from './experiment/spec';
import type { MatchingRunSpec } from './kind';
import type { MatchingValues } from './params';

/** The runs that the settings ask for: the method, those it is compared with, and those of the pins. */
export const runSpecs = (values: MatchingValues): MatchingRunSpec[] => [
  ...variantsOf(values).map((variant) => ({
    id: variant,
    name: matchingVariants[variant].short,
    category: matchingVariants[variant].place,
    ...trainingOf(values, variant),
  })),
  // a pin that is moved is another run
  ...pinSpecs(values, (pinned) => trainingOf(pinned, pinVariant(pinned))),
];

const trainingOf = (values: MatchingValues, variant: MatchingVariant) => ({
  setup: setupOf(values, variant),
  knobs: knobsOf(values, variant),
  stop: stopOf(values, variant),
});

/** Pins are trained by direct loss with noise: that of the lab where it has any. */
const pinVariant = ({ method }: MatchingValues): MatchingVariant =>
  method === 'direct-learned-sigma' ? method : 'direct-sigma-1';

const variantsOf = ({ method, compare }: MatchingValues): MatchingVariant[] => [
  method,
  ...compare.filter((variant) => variant !== method),
];

function setupOf(values: MatchingValues, variant: MatchingVariant): MatchingSetup {
  const { d, seed, sequences } = values;
  const { method } = matchingVariants[variant];
  return { ...paperSetup, method, d, seed, sequences };
}

/** The knobs of the page on top of those that belong to the method. */
export function knobsOf(values: MatchingValues, variant: MatchingVariant): MatchingKnobs {
  const { sigma, epsilon, lossForm, samples, temperature, iterations, lambda } = values;
  const { rate, sigmaRate, optimiser } = values;
  const { knobs } = matchingVariants[variant];
  return {
    ...knobs,
    ...{ sigma, epsilon, lossForm, samples, temperature, iterations, lambda },
    ...{ rate, sigmaRate, optimiser },
    growth: values.grow ? knobs.growth : 1,
    law: values.noise === 'method' ? knobs.law : values.noise,
  };
}

function stopOf({ stop, maxSteps }: MatchingValues, variant: MatchingVariant): StopRule {
  const { patience } = matchingVariants[variant].stop;
  return { maxSteps, patience: stop ? patience : Infinity };
}
