import type { MatchingRun } from '../kind';
import { useVanilla } from '../../../state/react';
import type { MatchingResults } from '../results';
import { ParamChoices, ParamSelect } from '../../kit/bound';
import { percentOf, RunsPanel, TrainingTransport } from '../../kit/training';
import { STAGES } from '../model';
import type { MatchingStore } from '../params';

interface TrainingProps {
  store: MatchingStore;
  results: MatchingResults;
}

/** Run, pause, step; where training stands. */
export function MatchingTransport({ store, results }: TrainingProps) {
  return (
    <TrainingTransport
      compute={results.compute}
      runs={results.runs}
      step={results.step}
      stages={STAGES}
    >
      <ParamSelect store={store} name="speed" />
    </TrainingTransport>
  );
}

/** The runs, and the methods to compare with. */
export function MatchingRuns({ store, results }: TrainingProps) {
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

function detailOf({ steps, tests, status, reason }: MatchingRun): string {
  const loss = steps.loss.at(-1);
  if (loss === undefined) return 'not trained yet';
  const right = steps.right.at(-1) ?? NaN;
  const wrong = tests.wrong.at(-1);
  const held = wrong === undefined ? '' : ` · held out ${percentOf(1 - wrong)} right`;
  const end = status === 'stopped' ? ` · stopped: ${reason}` : '';
  return `step ${steps.step.at(-1)} · ${percentOf(right)} right${held}${end}`;
}
