import type { FigureSource } from '../../../ui/figure/types';
import type { Estimate } from '../results';

/** The badge of a figure that shows Monte-Carlo numbers. */
export function sampledSource(estimate: Estimate | null): FigureSource | undefined {
  if (!estimate) return undefined;
  const { backend, adapter, sums, problem } = estimate;
  return { backend, adapter, samples: sums.samples, seed: problem.seed };
}
