import type { MatchingRun } from '../kind';
import type { FigureSource } from '../../../ui/figure/types';
import { useVanilla } from '../../../state/react';
import { useMatching } from '../context';

/** The badge of a figure about a run: what trained it, and how many steps. */
export function useRunSource(run: MatchingRun | null): FigureSource | undefined {
  const { backend, adapter } = useVanilla(useMatching().results.compute.status);
  if (!run) return undefined;
  return {
    ...{ backend, adapter },
    samples: run.step * run.setup.sequences * run.knobs.samples,
    seed: run.setup.seed,
  };
}
