/** How often each thing was done that an estimate is made of: what estimators are compared by. */
export interface Counts {
  /** Losses of structures. */
  readonly values: number;
  /** Losses of structures with their gradients. */
  readonly gradients: number;
  /** Losses with their gradients at points between structures. */
  readonly relaxed: number;
  /** Maximisations of a linear score. */
  readonly oracles: number;
  /** Normalisers and means of the Gibbs law. */
  readonly marginals: number;
  /** Vector-Jacobian products of its mean. */
  readonly products: number;
}

/** Counts under way: who does something adds to them. */
export type Meter = { -readonly [Name in keyof Counts]: number };

export const createMeter = (): Meter => ({
  ...{ values: 0, gradients: 0, relaxed: 0 },
  ...{ oracles: 0, marginals: 0, products: 0 },
});

/** What binding and drawing cost. */
export interface EstimatorCost {
  readonly bind?: Partial<Counts>;
  readonly draw: Partial<Counts>;
}

/** The sum of costs, of which those of `each` are paid for every sample of a draw. */
export function addCosts(
  once: readonly EstimatorCost[],
  each: readonly EstimatorCost[],
  samples: number,
): Required<EstimatorCost> {
  const bind = createMeter();
  const draw = createMeter();
  for (const cost of [...once, ...each]) addTo(bind, cost.bind ?? {}, 1);
  for (const cost of once) addTo(draw, cost.draw, 1);
  for (const cost of each) addTo(draw, cost.draw, samples);
  return { bind, draw };
}

function addTo(total: Meter, counts: Partial<Counts>, times: number): void {
  for (const name of Object.keys(total) as (keyof Counts)[]) {
    total[name] += times * (counts[name] ?? 0);
  }
}
