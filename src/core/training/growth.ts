/** How a loss weight grows while no direction is left although the loss is positive. */
export interface GrowthRule {
  /** Loss weight as it was set. */
  readonly epsilon: number;
  /** Factor of one growth; 1 for none. */
  readonly growth: number;
  /** |epsilon| grows to at most this, unless it was set beyond. */
  readonly maxEpsilon: number;
}

/** How often epsilon has grown since it was set: not at all, where another one is asked for now. */
export const growthsSince = (
  rule: Pick<GrowthRule, 'epsilon'>,
  state: { readonly epsilon: number; readonly growths: number },
): number => (state.epsilon === rule.epsilon ? state.growths : 0);

/** Epsilon after it has grown so often. */
export function grownEpsilon({ epsilon, growth, maxEpsilon }: GrowthRule, growths: number): number {
  // 0 stays 0, where in the end its growth is infinite
  if (epsilon === 0) return 0;
  const grown = Math.abs(epsilon) * growth ** growths;
  return Math.sign(epsilon) * Math.min(grown, Math.max(Math.abs(epsilon), maxEpsilon));
}

/**
 * How often it has grown after a step.
 * @param exhausted whether the step had no direction although its loss was positive
 */
export function growthsAfter(rule: GrowthRule, growths: number, exhausted: boolean): number {
  const atLimit = Math.abs(grownEpsilon(rule, growths)) >= rule.maxEpsilon;
  return exhausted && !atLimit ? growths + 1 : growths;
}
