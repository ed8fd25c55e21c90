import { checkLength, checkPositive, checkSize } from '../../../checks';
import { normalNumbers } from '../../../losses/normal-numbers';
import { adam, createMoments } from '../../../training/optimisers';
import { dot } from '../../../vector';
import type { ControlVariate } from './control-variate';
import { restoreInto } from './learner';
import type { TableProblem } from './table-problem';

export interface SurrogateSettings {
  /** Hidden units: 8 unless told. */
  readonly hidden?: number;
  /** Learning rate of Adam: 0.01 unless told. */
  readonly rate?: number;
  /** Of its first weights. */
  readonly seed?: number;
}

/** Below this nothing is told apart: structures of no probability have z of -Infinity. */
const LEAST = -100;

/**
 * a = c(z) = w2 . tanh(W1 z + b1) of the perturbed log-probabilities z [count], rest of the weights
 * q u - p <q, u> with u = dc/dz and q = exp(z - max z). Learned numbers are W1 [hidden*count], b1, w2 and
 * the moments of Adam.
 * @throws RangeError for hidden or a rate out of range, and on binding a law of another count
 */
export function surrogateVariate(
  count: number,
  { hidden = 8, rate = 0.01, seed = 1 }: SurrogateSettings = {},
): ControlVariate {
  checkSize('hidden', hidden);
  checkPositive('rate', rate);
  const size = hidden * (count + 2);
  const state = new Float64Array(3 * size + 1);
  const part = (from: number, length: number) => state.subarray(from, from + length);
  const params = part(0, size);
  const moments = createMoments(part(size, size), part(2 * size, size));
  params.set(normalNumbers(seed, 'atlas/surrogate')(0, size, 0.1));
  const [inner, bias] = [part(0, hidden * count), part(hidden * count, hidden)];
  const outer = part(hidden * (count + 1), hidden);
  const gradient = new Float64Array(size);
  const numbers = (length: number) => new Float64Array(length);
  const [z, q, weights, f] = [numbers(count), numbers(count), numbers(count), numbers(count)];
  const units = numbers(hidden);
  let problem: TableProblem;

  return {
    name: 'surrogate',
    bind(bound) {
      checkLength('the probabilities of the law', bound.law.probabilities, count);
      problem = bound;
    },
    evaluate({ structure }) {
      const { perturbed } = problem;
      for (let i = 0; i < count; i++) {
        z[i] = Math.max(LEAST, perturbed[i]);
        // where z is cut off, c has no slope
        q[i] = perturbed[i] > LEAST ? Math.exp(perturbed[i] - perturbed[structure]) : 0;
      }
      weights.fill(0);
      let value = 0;
      for (let h = 0; h < hidden; h++) {
        let input = bias[h];
        for (let i = 0; i < count; i++) input += inner[h * count + i] * z[i];
        units[h] = Math.tanh(input);
        value += outer[h] * units[h];
        const slope = outer[h] * (1 - units[h] * units[h]);
        for (let i = 0; i < count; i++) weights[i] += slope * q[i] * inner[h * count + i];
      }
      return value;
    },
    addRest(weight, out) {
      for (let i = 0; i < count; i++) problem.law.addDeviation(i, weight * weights[i], out);
    },
    train({ structure }, e, weight) {
      const { probabilities } = problem.law;
      const mean = dot(probabilities, e);
      const k = weight * (e[structure] - mean);
      for (let i = 0; i < count; i++) f[i] = weight * q[i] * (e[i] - mean);
      // of k c(z) - <f, u(z)>
      for (let h = 0; h < hidden; h++) {
        let along = 0;
        for (let i = 0; i < count; i++) along += inner[h * count + i] * f[i];
        const steep = 1 - units[h] * units[h];
        const slope = outer[h] * steep;
        const input = k * slope + 2 * slope * units[h] * along;
        for (let i = 0; i < count; i++) gradient[h * count + i] += input * z[i] - slope * f[i];
        gradient[hidden * count + h] += input;
        gradient[hidden * (count + 1) + h] += k * units[h] - steep * along;
      }
    },
    step() {
      moments.updates++;
      adam(params, gradient, moments, rate);
      gradient.fill(0);
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
