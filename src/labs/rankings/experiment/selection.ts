import { evaluate } from './evaluation';
import { foldsOf, shuffled, standardised, taken, type Examples } from './examples';
import { trained } from './run';
import { gridOf, type RankingKnobs, type RankingSetup } from './spec';

/** Folds of the inner cross-validation. */
const INNER = 5;

/** How a choice of knobs is made. */
export interface SelectionRule {
  readonly steps: number;
  /** Examples that choices are made on, at most: some of those that are trained on. */
  readonly inner: number;
}

export interface Selected {
  readonly knobs: RankingKnobs;
  /** Mean of Spearman's rho over the inner folds. */
  readonly validation: number;
}

/**
 * The knobs of the method's grid with the best mean Spearman's rho in a 5-fold cross-validation within the
 * examples; of equal ones the first.
 * @param fold which part of a larger cross-validation these examples are
 */
export async function selectKnobs(
  setup: RankingSetup,
  examples: Examples,
  { steps, inner }: SelectionRule,
  fold: number,
): Promise<Selected> {
  const order = shuffled(examples.rows, setup.seed, 'rankings/inner', fold).slice(0, inner);
  const parts = foldsOf(order, INNER).map(({ train, test }) =>
    standardised(taken(examples, train), taken(examples, test)),
  );
  let best: Selected | null = null;
  for (const knobs of gridOf(setup.method)) {
    let validation = 0;
    for (const [train, test] of parts) {
      const params = await trained(setup, knobs, train, steps);
      validation += evaluate(params, test).spearman / INNER;
    }
    if (!best || validation > best.validation) best = { knobs, validation };
  }
  return best!;
}
