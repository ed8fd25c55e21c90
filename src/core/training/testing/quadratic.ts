import type { Experiment } from '../experiment';
import type { UpdateRule } from '../groups';

/**
 * An experiment as small as one can be: weights go to targets, by a gradient that is theirs times |epsilon|
 * and nothing below a threshold, as a loss is of which a direction is seen only from far enough.
 */
export interface ToySetup {
  readonly targets: readonly number[];
}

export interface ToyKnobs {
  readonly epsilon: number;
  readonly growth: number;
  readonly maxEpsilon: number;
  /** |epsilon| that shows a direction. */
  readonly threshold: number;
  /** Of all weights but the last two, which plain descent moves, and nothing. */
  readonly rule: UpdateRule;
  readonly plainRate: number;
}

/** What is added to the gradient, and what the last weight becomes. */
export interface ToyMachine {
  readonly noise?: (step: number) => number;
  readonly counted?: boolean;
}

export const toySetup: ToySetup = { targets: [3, -1, 0.5, 2, 0] };

export const toyKnobs: ToyKnobs = {
  epsilon: -1,
  growth: 2,
  maxEpsilon: 100,
  threshold: 0,
  rule: { kind: 'adam', rate: 0.1 },
  plainRate: 0.05,
};

export const toyExperiment: Experiment<
  ToySetup,
  ToyKnobs,
  Float64Array,
  ToyMachine,
  { readonly loss: number; readonly far: number }
> = {
  groups: ({ targets: { length } }, { rule, plainRate }) => [
    { from: 0, to: length - 2, rule },
    { from: length - 2, to: length - 1, rule: { kind: 'plain', rate: plainRate } },
  ],
  growth: (knobs) => knobs,
  async gradient({ setup: { targets }, params, knobs, step, epsilon }, { noise, counted }) {
    const seen = Math.abs(epsilon) >= knobs.threshold;
    const off = params.map((weight, i) => weight - targets[i]);
    const more = noise?.(step) ?? 0;
    return {
      gradient: off.map((distance) => (seen ? Math.abs(epsilon) * distance + more : 0)),
      measured: {
        loss: off.slice(0, -1).reduce((sum, distance) => sum + distance ** 2, 0),
        far: Math.max(...off.map(Math.abs)),
      },
      exhausted: !seen,
      computed: counted
        ? { from: targets.length - 1, values: Float64Array.of(10 * (step + 1)) }
        : null,
    };
  },
};
