/** An answer that was given before the truth was shown, drawn into the figure beside it. */
export type Ghost =
  /** A share of class `of`. */
  | { readonly kind: 'share'; readonly of: number; readonly value: number }
  /** A slope through the point that is shown. */
  | { readonly kind: 'slope'; readonly value: number }
  /** A place on the horizontal axis. */
  | { readonly kind: 'at'; readonly value: number };
