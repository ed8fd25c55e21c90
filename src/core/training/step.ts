import { backUp } from './backup';
import { lostGradient } from './diverged';
import type { Experiment, Loss, StepRecord } from './experiment';
import { update, type ParameterGroup } from './groups';
import { grownEpsilon, growthsAfter, growthsSince } from './growth';
import { checkWeights } from './limits';
import type { Numbers } from './optimisers';
import { track, type TrainingState } from './state';

/** A run where it stands; its state is changed in place. */
export interface RunAt<Setup, Knobs, Floats extends Numbers> {
  readonly setup: Setup;
  readonly knobs: Knobs;
  readonly state: TrainingState<Floats>;
}

/**
 * One step: the gradient, then one update of all groups of weights, in place.
 * @throws DivergedError if the gradient or the new weights are lost, having changed nothing
 */
export async function advance<Setup, Knobs, Floats extends Numbers, Machine, Measured extends Loss>(
  experiment: Experiment<Setup, Knobs, Floats, Machine, Measured>,
  { setup, knobs, state }: RunAt<Setup, Knobs, Floats>,
  machine: Machine,
): Promise<Measured & StepRecord> {
  const rule = experiment.growth(knobs);
  // the state is left alone until the step can no longer fail
  const growths = growthsSince(rule, state);
  const epsilon = grownEpsilon(rule, growths);
  const { params } = state;
  const step = state.step + 1;
  const task = { setup, params, knobs, step: state.step, epsilon };
  const { gradient, measured, exhausted, computed } = await experiment.gradient(task, machine);
  const groups = experiment.groups(setup, knobs);
  const gradientNorm = normOf(gradient, groups[0]);
  if (!Number.isFinite(measured.loss) || !Number.isFinite(gradientNorm)) {
    throw lostGradient(step);
  }
  const before = backUp(state);
  update(state, gradient, groups);
  try {
    checkWeights(params, step);
  } catch (error) {
    before.restore();
    throw error;
  }
  if (computed) params.set(computed.values, computed.from);
  track(state, step, measured.loss, before.params);
  state.epsilon = rule.epsilon;
  state.growths = growthsAfter(rule, growths, exhausted);
  state.step = step;
  return { ...measured, step, gradientNorm, epsilon, growths };
}

function normOf(gradient: Numbers, { from, to }: ParameterGroup): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += gradient[i] * gradient[i];
  return Math.sqrt(squares);
}
