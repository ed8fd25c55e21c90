import { adam, momentumSgd, sgd, type Moments, type Numbers } from './optimisers';

/** What moves weights. Adam, and SGD with momentum and weight decay, remember; plain descent does not. */
export type UpdateRule =
  | { readonly kind: 'adam'; readonly rate: number }
  | {
      readonly kind: 'sgd';
      readonly rate: number;
      readonly momentum: number;
      readonly decay: number;
    }
  | { readonly kind: 'plain'; readonly rate: number };

/** The rules that have moments. */
export type MemoryRule = Exclude<UpdateRule['kind'], 'plain'>;

/** Weights from .. to-1 and what moves them. */
export interface ParameterGroup {
  readonly from: number;
  readonly to: number;
  readonly rule: UpdateRule;
}

/** Weights with the moments of their updates, and the rule that these are of. */
export interface Updated<Floats extends Numbers> {
  readonly params: Floats;
  readonly moments: Moments<Floats>;
  optimiser: MemoryRule | null;
}

/**
 * Moves all groups of weights. Moments are those of one rule: another one that has any begins with none,
 * and plain descent leaves them as they are for whoever comes back to them.
 * @throws RangeError for groups of two rules with moments
 */
export function update<Floats extends Numbers>(
  state: Updated<Floats>,
  gradient: Floats,
  groups: readonly ParameterGroup[],
): void {
  const { params, moments } = state;
  remember(state, groups);
  for (const { from, to, rule } of groups) {
    if (rule.kind === 'adam') adam(params, gradient, moments, rule.rate, from, to);
    else if (rule.kind === 'sgd') momentumSgd(params, gradient, moments, rule, from, to);
    else sgd(params, gradient, rule.rate, from, to);
  }
}

/** Makes the moments those of the rule that is about to use them, and counts the update. */
function remember(state: Updated<Numbers>, groups: readonly ParameterGroup[]): void {
  const kind = memoryRuleOf(groups);
  if (!kind) return;
  const { moments, optimiser } = state;
  // a state that was stored before this was told goes on
  if (optimiser && optimiser !== kind) {
    moments.first.fill(0);
    moments.second.fill(0);
    moments.updates = 0;
  }
  state.optimiser = kind;
  moments.updates++;
}

/**
 * The rule with moments among those of some groups, or null.
 * @throws RangeError for two of them
 */
export function memoryRuleOf(groups: readonly ParameterGroup[]): MemoryRule | null {
  const kinds = new Set(groups.map(({ rule }) => rule.kind).filter((kind) => kind !== 'plain'));
  if (kinds.size > 1) throw new RangeError('the moments of a run are those of one optimiser');
  return [...kinds][0] ?? null;
}
