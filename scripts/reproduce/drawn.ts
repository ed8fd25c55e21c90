/** Size of the generated set in tables. */
export const DRAWN = { seed: 1, train: 12_000, test: 2000 } as const;
