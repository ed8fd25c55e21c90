import { useMemo } from 'react';
import { formatNumber } from '../../charts/shared/format';
import { useVanilla } from '../../state/react';
import type { RunTypes } from '../../state/runs/kind';
import { earlierSteps, type Run } from '../../state/runs/run';
import { lookedRun, presentRun } from '../../state/runs/shown';
import { Scrubber } from '../../ui/runs/Scrubber';
import { useTraining } from './training-hooks';

/** Looks back at the steps of the shown run; before it has made one, at those of a run that is drawn. */
export function PastSteps() {
  const { runs: store } = useTraining().results;
  const run = useVanilla(store, lookedRun);
  const present = useVanilla(store, presentRun);
  const past = useVanilla(store, (state) => state.past);
  const steps = useMemo(() => (run ? stepsOf(run, run === present) : []), [run, present]);
  const at = past?.id === run?.id ? (past?.step ?? null) : null;
  const text = past ? pastText(past) : `now, at step ${present?.step ?? 0}`;
  const look = (step: number | null) =>
    store.look(run && step !== null ? { id: run.id, step } : null);
  return <Scrubber {...{ steps, at, text }} onLook={look} />;
}

/** The steps that can be looked back at; the last one too, where that is not the present. */
const stepsOf = (run: Run<RunTypes>, isPresent: boolean): readonly number[] =>
  isPresent ? earlierSteps(run) : [...earlierSteps(run), run.step];

/** Where a run stood that is looked back at: "step 64 of 317, past weights"; the knobs are those of now. */
const pastText = ({
  step,
  pastOf,
  recorded,
}: Pick<Run<RunTypes>, 'step' | 'pastOf' | 'recorded'>) =>
  `step ${step} of ${pastOf}, ${recorded ? 'recorded' : 'past'} weights`;

/** The same with the loss that was measured. */
export function pastStatus(past: Run<RunTypes>): string {
  const loss = past.steps.loss.at(-1);
  const measured = loss === undefined ? '' : ` · loss ${formatNumber(loss, 2)}`;
  return pastText(past) + measured;
}
