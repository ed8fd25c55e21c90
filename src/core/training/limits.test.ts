import { expect, it } from 'vitest';
import { isDiverged } from './diverged';
import { checkWeights, WEIGHT_LIMIT } from './limits';

it.each([NaN, Infinity, -Infinity, 2 * WEIGHT_LIMIT, -2 * WEIGHT_LIMIT])(
  'refuses a weight of %d, and names the step',
  (weight) => {
    for (const weights of [Float64Array.of(1, weight), Float32Array.of(weight, 0)]) {
      const check = () => checkWeights(weights, 7);
      expect(check).toThrow('in step 7');
      try {
        check();
      } catch (error) {
        expect(isDiverged(error)).toBe(true);
      }
    }
  },
);

it('lets the largest weights that it allows pass', () => {
  expect(() => checkWeights(Float64Array.of(WEIGHT_LIMIT, -WEIGHT_LIMIT, 0), 1)).not.toThrow();
});
