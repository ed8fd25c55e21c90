/** One component of the gradient of the expected loss. */
export interface GradientRow {
  readonly label: string;
  /** A score (mu) or the noise scale (sigma): the two groups are set apart. */
  readonly group: 'mu' | 'sigma';
  /** Monte-Carlo direct loss estimate and its standard error; null while computing. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** Exact dE[loss]/d(component); null where there is none. */
  readonly exact: number | null;
  /** Expectation of the estimator at this epsilon: exact plus bias. */
  readonly expected: number | null;
  /** The slope without noise; null where there is none. */
  readonly noiseless: number | null;
}

export interface GradientData {
  readonly rows: readonly GradientRow[];
}
