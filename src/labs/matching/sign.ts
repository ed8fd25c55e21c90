import type { MatchingRunSpec } from './kind';
import { matchingVariants, paperSetup } from './experiment/spec';

/** Sizes and signs of the paper's Figure 3. */
const SIZES = [10, 100] as const;
const SIGNS = [-1, 1] as const;
/** Steps of each run, as many as the paper makes. */
export const SIGN_STEPS = 2000;

/** The four runs of the experiment on the sign of epsilon: same data, weights and noise. */
export function signSpecs(seed: number): MatchingRunSpec[] {
  const { knobs } = matchingVariants['direct-learned-sigma'];
  return SIZES.flatMap((d, s) =>
    SIGNS.map((sign, i) => ({
      id: `sign-${d}-${sign}`,
      name: `d = ${d}, ε ${sign < 0 ? '< 0' : '> 0'}`,
      category: 2 * s + i,
      setup: { ...paperSetup, method: 'direct' as const, d, seed },
      knobs: { ...knobs, epsilon: sign * Math.abs(knobs.epsilon) },
      stop: { maxSteps: SIGN_STEPS, patience: Infinity },
    })),
  );
}
