import { useMemo } from 'react';
import { categoryStyle } from '../../../charts/shared/category';
import { formatNumber } from '../../../charts/shared/format';
import type { MatchingResults } from '../../../state/runs/results';
import type { Run } from '../../../state/runs/run';
import { canGoOn, type Runs } from '../../../state/runs/store';
import { useVanilla } from '../../../state/react';
import { Disclosure } from '../../../ui/controls/choices';
import { RunList, type ListedRun } from '../../../ui/runs/RunList';
import { Transport } from '../../../ui/runs/Transport';
import { ParamChoices, ParamSelect } from '../../bound';
import { STAGES } from '../model';
import type { MatchingStore } from '../params';

interface TrainingProps {
  store: MatchingStore;
  results: MatchingResults;
}

/** Run, pause, step; where training stands. */
export function TrainingTransport({ store, results }: TrainingProps) {
  const { runs: runsStore } = results;
  const playing = useVanilla(runsStore, (state) => state.playing);
  const canRun = useVanilla(runsStore, ({ runs }) => runs.some(canGoOn));
  const status = useVanilla(runsStore, statusOf);
  const stage = useVanilla(runsStore, (state) => state.stage);
  const step = () => void results.step();
  return (
    <Transport
      playing={playing}
      canRun={canRun}
      status={status}
      onPlay={() => runsStore.play(true)}
      onPause={() => runsStore.play(false)}
      onStep={step}
      onReset={() => runsStore.reset()}
      stages={STAGES}
      stage={stage}
      onStage={() => {
        const next = stage === null ? 0 : stage + 1;
        if (next === STAGES.length) step();
        else runsStore.showStage(next);
      }}
    >
      <ParamSelect store={store} name="speed" />
    </Transport>
  );
}

function statusOf({ runs, current, millisecondsPerStep, info }: Runs): string {
  const run = runs.find(({ id }) => id === current) ?? runs[0];
  if (!run) return '';
  const loss = run.steps.loss.at(-1);
  if (loss === undefined) return 'step 0: not trained yet';
  const where = info && info.backend !== 'own' ? `, tfjs on ${info.backend}` : '';
  const speed = millisecondsPerStep > 0 ? ` · ${formatNumber(millisecondsPerStep, 2)} ms/step` : '';
  const end = run.status === 'ready' ? '' : ` · ${run.status}`;
  return `step ${run.state.step} · loss ${formatNumber(loss, 2)}${speed}${where}${end}`;
}

/** The runs, and the methods to compare with. */
export function RunsPanel({ store, results }: TrainingProps) {
  const { runs } = results;
  const listed = useListed({ store, results });
  const current = useVanilla(runs, (state) => state.current);
  const method = useVanilla(store, (state) => state.values.method);
  const remove = (id: string) => {
    const { compare } = store.getState().values;
    runs.unpin(id);
    store.set({ compare: compare.filter((name) => name !== id) });
  };
  return (
    <>
      <RunList
        runs={listed}
        current={current}
        onSelect={runs.select}
        onRename={runs.rename}
        onPin={runs.pin}
        onHide={runs.hide}
        onRemove={remove}
        onRemedy={runs.restore}
      />
      <Disclosure summary="Compare with other methods">
        <ParamChoices store={store} name="compare" without={method} />
      </Disclosure>
    </>
  );
}

function useListed({ store, results }: TrainingProps): readonly ListedRun[] {
  const runs = useVanilla(results.runs, (state) => state.runs);
  const method = useVanilla(store, (state) => state.values.method);
  return useMemo(() => runs.map((run) => listedRun(run, run.id !== method)), [runs, method]);
}

function listedRun(run: Run, removable: boolean): ListedRun {
  const { stroke, strokeDasharray } = categoryStyle(run.category);
  const { id, name, hidden, pinned, status, reason } = run;
  const back = run.good.at(-1)?.step ?? 0;
  const lost = status === 'diverged';
  return {
    ...{ id, name, hidden, pinned, stroke },
    dashes: strokeDasharray,
    detail: detailOf(run),
    fault: lost ? reason : '',
    ...(lost && { remedy: `Go back to step ${back}` }),
    removable: pinned || removable,
  };
}

function detailOf({ steps, tests, status, reason }: Run): string {
  const loss = steps.loss.at(-1);
  if (loss === undefined) return 'not trained yet';
  const right = steps.right.at(-1) ?? NaN;
  const wrong = tests.wrong.at(-1);
  const held = wrong === undefined ? '' : ` · held out ${percent(1 - wrong)} right`;
  const end = status === 'stopped' ? ` · stopped: ${reason}` : '';
  return `step ${steps.step.at(-1)} · ${percent(right)} right${held}${end}`;
}

const percent = (share: number) => `${formatNumber(100 * share, 3)}%`;
