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
