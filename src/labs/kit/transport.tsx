import type { ComputeStatus } from '../../compute/service';
import { useVanilla } from '../../state/react';
import type { RunTypes } from '../../state/runs/kind';
import { canGoOn, type Runs } from '../../state/runs/store';
import { backendName } from '../../ui/figure/source';
import { RunButton } from '../../ui/runs/RunButton';
import { Transport } from '../../ui/runs/Transport';
import { ParamControl } from './bound';
import { useTraining } from './training-hooks';
import { spokenOf, statusOf } from './training-status';

const never = () => false;

/** Whether the training runs, can, or is over; and what the button for it does. */
function useRunning() {
  const { results, training } = useTraining();
  const { runs: store } = results;
  const { useBlocked = never } = training;
  const blocked = useBlocked();
  const playing = useVanilla(store, (state) => state.playing);
  const canRun = useVanilla(store, ({ runs }) => runs.some(canGoOn)) && !blocked;
  const stoppedAt = useVanilla(store, stoppedAtOf);
  return {
    ...{ stoppedAt, playing, canRun },
    over: stoppedAt > 0 && !blocked,
    onPlay: () => store.play(true),
    onPause: () => store.play(false),
    onAgain: () => {
      store.reset();
      store.play(true);
    },
  };
}

/** Run and pause alone. */
export function TrainingRun() {
  const { stoppedAt: _, ...running } = useRunning();
  return <RunButton {...running} />;
}

/** Run, pause, step; where training stands. */
export function TrainingTransport() {
  const { store: settings, results, training } = useTraining();
  const { runs: store, step } = results;
  const { stages, goOnTo } = training;
  const { stoppedAt, ...running } = useRunning();
  const stage = useVanilla(store, (state) => state.stage);
  return (
    <Transport
      {...running}
      onMore={() => {
        settings.set(goOnTo(stoppedAt + MORE_STEPS));
        store.play(true);
      }}
      onStep={() => void step()}
      onReset={() => store.reset()}
      walking={stage !== null}
      onStage={() => {
        const next = stage === null ? 0 : stage + 1;
        if (next === stages.length) void step();
        else store.showStage(next);
      }}
      status={<TrainingStatus />}
    >
      <ParamControl name="speed" />
    </Transport>
  );
}

/** Where training stands, in a line. */
export function TrainingStatus() {
  const { results, training } = useTraining();
  const where = useVanilla(results.compute.status, whereOf);
  const status = useVanilla(results.runs, (state) => statusOf(state, where, training.stages));
  const spoken = useVanilla(results.runs, (state) => spokenOf(state, training.stages));
  return (
    <>
      <p className="transport-status">{status}</p>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </>
  );
}

/** Steps that a run makes after its rule has stopped it, where the reader asks for more. */
const MORE_STEPS = 100;

/** The step of the last run where all have been stopped by their rule, else 0. */
function stoppedAtOf({ runs }: Runs<RunTypes>): number {
  const trained = runs.filter(({ pinned }) => !pinned);
  if (!trained.every(({ status }) => status === 'stopped')) return 0;
  return Math.max(0, ...trained.map((run) => run.step));
}

/** What trains the runs, where that is not the project's own code on the CPU. */
const whereOf = ({ engine, backend }: ComputeStatus) =>
  engine === 'tfjs'
    ? `, tfjs on ${backend}`
    : backend === 'cpu'
      ? ''
      : `, on ${backendName(backend)}`;
