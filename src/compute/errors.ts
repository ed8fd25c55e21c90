/** What went wrong, as a sentence. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
