import type { ParamTable } from '../../state/params';
import { useVanilla } from '../../state/react';
import type { RunTypes } from '../../state/runs/kind';
import type { Run } from '../../state/runs/run';
import { shownRun } from '../../state/runs/shown';
import type { Runs } from '../../state/runs/store';
import type { FigureSource } from '../../ui/figure/types';
import { useAnyLab, useWatched, type LabContextValue } from './context';
import { recordedSource } from './recorded';
import type { TrainingResults, TrainingSpec } from './spec';

/** The lab around a part, which trains. */
export function useTraining() {
  const { lab, ...rest } = useAnyLab();
  const training = lab.training;
  if (!training) throw new Error(`the lab "${lab.id}" has no training`);
  return { ...rest, training } as Omit<
    LabContextValue<ParamTable, TrainingResults<RunTypes>>,
    'lab'
  > & {
    readonly training: TrainingSpec<ParamTable>;
  };
}

/** The hooks of a lab that trains, typed as its experiment is. */
export function trainingHooks<E extends RunTypes>() {
  type Select<Part> = (runs: Runs<E>) => Part;
  function useRuns<Part>(select: Select<Part>): Part {
    // the runs of a lab are those of its experiment
    return useWatched(useTraining().results.runs, select as (runs: Runs<RunTypes>) => Part);
  }
  return {
    useRuns,
    /** The run that the figures of single instances show. */
    useCurrentRun: (): Run<E> | null => useRuns<Run<E> | null>(shownRun),
    /** The step that the reader looks back at, or null at present. */
    usePastStep: (): number | null => useRuns(({ past }) => past?.step ?? null),
  };
}

/** The badge of a figure about a run: what trained it, and on how many draws. */
export function useRunSource(run: Run<RunTypes> | null): FigureSource | undefined {
  const { results, training } = useTraining();
  const { backend, adapter } = useVanilla(results.compute.status);
  if (!run) return undefined;
  const { recorded } = run;
  const made = recorded ? recordedSource(recorded) : { backend, adapter };
  const { pastOf, step } = run;
  const past = pastOf !== undefined && { past: `step ${step} of ${pastOf}` };
  return { ...made, ...training.drawn(run), ...past };
}
