import { median } from '../../src/core/training/statistics';

/** Milliseconds of some work: the median of so many rounds after one that warms up. */
export async function timed(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    await work();
    if (round > 0) found.push(performance.now() - start);
  }
  return median(found);
}
