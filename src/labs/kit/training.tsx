import type { ReactNode } from 'react';
import { categoryStyle } from '../../charts/shared/category';
import { formatNumber } from '../../charts/shared/format';
import type { ComputeStatus } from '../../compute/service';
import type { LabCompute } from './connect';
import { useVanilla } from '../../state/react';
import type { Experiment } from '../../state/runs/kind';
import type { Run } from '../../state/runs/run';
import { canGoOn, type Runs, type RunsStore } from '../../state/runs/store';
import { Disclosure } from '../../ui/controls/choices';
import { RunList, type ListedRun } from '../../ui/runs/RunList';
import { Transport } from '../../ui/runs/Transport';

interface TrainingTransportProps<E extends Experiment> {
  compute: LabCompute;
  runs: RunsStore<E>;
  /** One step of every run. */
  step(): Promise<void>;
  stages: readonly string[];
  /** Nothing can be trained on at present. */
  blocked?: boolean;
  /** The choice of speed. */
  children: ReactNode;
}

/** Run, pause, step; where training stands. */
export function TrainingTransport<E extends Experiment>(props: TrainingTransportProps<E>) {
  const { compute, runs: store, stages, step, blocked = false } = props;
  const playing = useVanilla(store, (state) => state.playing);
  const canRun = useVanilla(store, ({ runs }) => runs.some(canGoOn)) && !blocked;
  const where = useVanilla(compute.status, whereOf);
  const status = useVanilla(store, (state) => statusOf(state, where));
  const stage = useVanilla(store, (state) => state.stage);
  return (
    <Transport
      playing={playing}
      canRun={canRun}
      status={status}
      onPlay={() => store.play(true)}
      onPause={() => store.play(false)}
      onStep={() => void step()}
      onReset={() => store.reset()}
      stages={stages}
      stage={stage}
      onStage={() => {
        const next = stage === null ? 0 : stage + 1;
        if (next === stages.length) void step();
        else store.showStage(next);
      }}
    >
      {props.children}
    </Transport>
  );
}

/** What trains the runs, where that is not the project's own code on the CPU. */
const whereOf = ({ engine, backend }: ComputeStatus) =>
  engine === 'tfjs' ? `, tfjs on ${backend}` : '';

function statusOf<E extends Experiment>(
  { runs, current, millisecondsPerStep }: Runs<E>,
  where: string,
): string {
  const run = runs.find(({ id }) => id === current) ?? runs[0];
  if (!run) return '';
  const last = run.steps.loss.at(-1);
  if (last === undefined) {
    return run.pinned ? 'trained elsewhere' : 'step 0: not trained yet';
  }
  const speed = millisecondsPerStep > 0 ? ` · ${formatNumber(millisecondsPerStep, 2)} ms/step` : '';
  const end = run.status === 'ready' ? '' : ` · ${run.status}`;
  return `step ${run.step} · loss ${formatNumber(last, 2)}${speed}${where}${end}`;
}

interface RunsPanelProps<E extends Experiment> {
  runs: RunsStore<E>;
  /** The run of the chosen method: it goes with the choice. */
  method: string;
  /** One line: where a run stands. */
  detail(run: Run<E>): string;
  /** A compared method is taken off the list. */
  onDrop(id: string): void;
  /** The choice of methods to compare with. */
  children: ReactNode;
}

/** The runs, and the methods to compare with. */
export function RunsPanel<E extends Experiment>(props: RunsPanelProps<E>) {
  const { runs: store, method, detail } = props;
  const runs = useVanilla(store, (state) => state.runs);
  const current = useVanilla(store, (state) => state.current);
  return (
    <>
      <RunList
        runs={runs.map((run) => listedRun(run, run.id !== method, detail(run)))}
        current={current}
        onSelect={store.select}
        onRename={store.rename}
        onPin={store.pin}
        onHide={store.hide}
        onRemove={(id) => {
          store.unpin(id);
          props.onDrop(id);
        }}
        onRemedy={store.restore}
      />
      <Disclosure summary="Compare with other methods">{props.children}</Disclosure>
    </>
  );
}

function listedRun<E extends Experiment>(
  run: Run<E>,
  removable: boolean,
  detail: string,
): ListedRun {
  const { stroke, strokeDasharray } = categoryStyle(run.category);
  const { id, name, hidden, pinned, status, reason } = run;
  const back = run.good.at(-1)?.step ?? 0;
  const lost = status === 'diverged';
  return {
    ...{ id, name, hidden, pinned, stroke, detail },
    dashes: strokeDasharray,
    fault: lost ? reason : '',
    ...(lost && { remedy: `Go back to step ${back}` }),
    removable: pinned || removable,
  };
}

export const percentOf = (share: number) => `${formatNumber(100 * share, 3)}%`;
