import { useVanilla } from '../../../state/react';
import type { KnnRun } from '../kind';
import { ParamChoices, ParamSelect } from '../../kit/bound';
import { percentOf, RunsPanel, TrainingTransport } from '../../kit/training';
import { STAGES } from '../model';
import type { KnnControlsProps } from './props';

/** Run, pause, step; where training stands. */
export function KnnTransport({ store, results }: KnnControlsProps) {
  const blocked = useVanilla(results.sets, ({ open }) => open === null);
  return (
    <TrainingTransport
      compute={results.compute}
      runs={results.runs}
      step={results.step}
      stages={STAGES}
      blocked={blocked}
    >
      <ParamSelect store={store} name="speed" />
    </TrainingTransport>
  );
}

/** The runs, and the methods to compare with. */
export function KnnRuns({ store, results }: KnnControlsProps) {
  const method = useVanilla(store, (state) => state.values.method);
  const drop = (id: string) => {
    const { compare } = store.getState().values;
    store.set({ compare: compare.filter((name) => name !== id) });
  };
  return (
    <RunsPanel runs={results.runs} method={method} detail={detailOf} onDrop={drop}>
      <ParamChoices store={store} name="compare" without={method} />
    </RunsPanel>
  );
}

function detailOf({ step, steps, tests, status, reason, events, pinned }: KnnRun): string {
  const right = steps.right.at(-1);
  if (right === undefined) {
    const [saved] = events;
    return pinned ? `trained elsewhere · ${saved?.label ?? `${step} steps`}` : 'not trained yet';
  }
  const accuracy = tests.test.at(-1);
  const held = accuracy === undefined ? '' : ` · test ${percentOf(accuracy)}`;
  const end = status === 'stopped' ? ` · stopped: ${reason}` : '';
  return `step ${steps.step.at(-1)} · ${percentOf(right)} of neighbours right${held}${end}`;
}
