import { isDiverged } from './diverged';

/** A training that ends by itself: a job of a table. */
export interface Job<Record> {
  /** @throws DivergedError where the numbers are lost */
  step(): Promise<Record>;
  /**
   * Hears of every step that was made; its time is not counted.
   * @param spent computing time of all steps so far, in milliseconds
   * @returns why training ends here, in words, or null
   */
  after(record: Record, spent: number): string | null | Promise<string | null>;
  /** Milliseconds of any clock. */
  now(): number;
}

/** How it went. */
export interface Trained {
  /** Why it ended: what `after` has said, or how the numbers were lost. */
  readonly stopped: string;
  readonly diverged: boolean;
  /** Computing time of all steps, in milliseconds. */
  readonly spent: number;
}

/** Makes steps until something ends them. @throws whatever a step throws that is no divergence */
export async function trainToEnd<Record>({ step, after, now }: Job<Record>): Promise<Trained> {
  let spent = 0;
  for (;;) {
    const start = now();
    let record: Record;
    try {
      record = await step();
    } catch (error) {
      if (!isDiverged(error)) throw error;
      return { stopped: error.message, diverged: true, spent: spent + now() - start };
    }
    spent += now() - start;
    const stopped = await after(record, spent);
    if (stopped !== null) return { stopped, diverged: false, spent };
  }
}
