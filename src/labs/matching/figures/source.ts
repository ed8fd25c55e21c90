import type { MatchingRun } from '../kind';
import type { FigureSource } from '../../../ui/figure/types';
import { useRuns } from '../context';

/** The badge of a figure about a run: what trained it, and how many steps. */
export function useRunSource(run: MatchingRun | null): FigureSource | undefined {
  const info = useRuns((runs) => runs.info);
  if (!run) return undefined;
  return {
    backend: info?.backend === 'own' || !info ? 'cpu' : info.backend,
    adapter: info?.adapter ?? '',
    samples: run.state.step * run.setup.sequences * run.knobs.samples,
    seed: run.setup.seed,
  };
}
