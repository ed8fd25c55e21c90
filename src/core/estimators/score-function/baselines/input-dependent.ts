import { checkPositive, checkSize, checkVector } from '../../../checks';
import { normalNumbers } from '../../../losses/normal-numbers';
import { adam, createMoments } from '../../../training/optimisers';
import type { LossPoint } from '../../gradient-estimator';
import type { Baseline } from './baseline';
import { restoreInto } from '../parts/learner';

export interface LearnedBaselineSettings {
  /** Length of the input x of a point; with 0 the baseline is a number that is learned. */
  readonly inputs: number;
  /** Hidden units: 16 unless told. */
  readonly hidden?: number;
  /** Learning rate of Adam: 0.01 unless told. */
  readonly rate?: number;
  /** Of its first weights. */
  readonly seed?: number;
}

export interface LearnedBaseline extends Baseline {
  bind(point: LossPoint): void;
  value(): number;
  /** Moves against the square of an error of (loss - value), mean over a batch. */
  learnError(error: number): void;
}

/**
 * Input-dependent baseline C(x) = w2 . tanh(W1 x + b1) + b2 (Mnih and Gregor 2014), learned by least
 * squares on losses that were weighed already. Begins at 0: w2 and b2 are.
 * @throws RangeError for sizes or a rate out of range, and on binding an input of another size or not finite
 */
export function learnedBaseline(settings: LearnedBaselineSettings): LearnedBaseline {
  const { inputs, hidden = 16, rate = 0.01, seed = 1 } = settings;
  if (inputs !== 0) checkSize('inputs', inputs);
  checkSize('hidden', hidden);
  checkPositive('rate', rate);
  const units = inputs > 0 ? hidden : 0;
  const size = units * (inputs + 2) + 1;
  const state = new Float64Array(3 * size + 1);
  const params = state.subarray(0, size);
  const moments = createMoments(state.subarray(size, 2 * size), state.subarray(2 * size, 3 * size));
  const [biasAt, outerAt] = [units * inputs, units * (inputs + 1)];
  params.set(normalNumbers(seed, 'atlas/baseline')(0, biasAt, 1 / Math.sqrt(Math.max(1, inputs))));
  const gradient = new Float64Array(size);
  const active = new Float64Array(units);
  let x: ArrayLike<number> = [];

  const value = () => {
    let sum = params[size - 1];
    for (let h = 0; h < units; h++) {
      let input = params[biasAt + h];
      for (let i = 0; i < inputs; i++) input += params[h * inputs + i] * x[i];
      active[h] = Math.tanh(input);
      sum += params[outerAt + h] * active[h];
    }
    return sum;
  };

  const learnError = (error: number) => {
    value();
    for (let h = 0; h < units; h++) {
      const slope = -error * params[outerAt + h] * (1 - active[h] * active[h]);
      for (let i = 0; i < inputs; i++) gradient[h * inputs + i] = slope * x[i];
      gradient[biasAt + h] = slope;
      gradient[outerAt + h] = -error * active[h];
    }
    gradient[size - 1] = -error;
    moments.updates++;
    adam(params, gradient, moments, rate);
  };

  return {
    bind({ input = [] }) {
      checkVector('input', input, inputs);
      x = input;
    },
    value,
    exact: () => ({ mean: value() }),
    learnError,
    learn(losses) {
      const now = value();
      let error = 0;
      for (const loss of losses) error += (loss - now) / losses.length;
      learnError(error);
    },
    learned() {
      state[3 * size] = moments.updates;
      return state.slice();
    },
    restore(values) {
      restoreInto(state, values);
      moments.updates = state[3 * size];
    },
    cost: { draw: {} },
  };
}
