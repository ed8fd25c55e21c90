import { categoryStyle } from '../../charts/shared/category';
import { formatNumber } from '../../charts/shared/format';
import type { ComputeStatus } from '../../compute/service';
import type { AtlasEntry } from '../../core/atlas/entry';
import type { ParamTable } from '../../state/params';
import { useValues, useVanilla } from '../../state/react';
import type { RunTypes } from '../../state/runs/kind';
import type { Run } from '../../state/runs/run';
import { shownRun } from '../../state/runs/shown';
import { canGoOn, type Runs } from '../../state/runs/store';
import { Disclosure } from '../../ui/controls/choices';
import { RunList, type ListedRun } from '../../ui/runs/RunList';
import { Transport } from '../../ui/runs/Transport';
import { ParamControl } from './bound';
import { ParamChoices } from './ParamList';
import type { Training, TrainingSpec } from './spec';
import { useTraining } from './training-hooks';

/** The training of a manifest. */
export const defineTraining = <T extends ParamTable>(spec: TrainingSpec<T>): Training<T> => ({
  ...spec,
  Transport: TrainingTransport,
});

const never = () => false;

/** Run, pause, step; where training stands. */
function TrainingTransport() {
  const { store: settings, results, training } = useTraining();
  const { compute, runs: store, step } = results;
  const { stages, goOnTo, useBlocked = never } = training;
  const blocked = useBlocked();
  const playing = useVanilla(store, (state) => state.playing);
  const canRun = useVanilla(store, ({ runs }) => runs.some(canGoOn)) && !blocked;
  const stoppedAt = useVanilla(store, stoppedAtOf);
  const where = useVanilla(compute.status, whereOf);
  const status = useVanilla(store, (state) => statusOf(state, where));
  const stage = useVanilla(store, (state) => state.stage);
  return (
    <Transport
      playing={playing}
      canRun={canRun}
      over={stoppedAt > 0 && !blocked}
      status={status}
      onPlay={() => store.play(true)}
      onAgain={() => {
        store.reset();
        store.play(true);
      }}
      onMore={() => {
        settings.set(goOnTo(stoppedAt + MORE_STEPS));
        store.play(true);
      }}
      onPause={() => store.play(false)}
      onStep={() => void step()}
      onReset={() => store.reset()}
      stage={stage}
      onStage={() => {
        const next = stage === null ? 0 : stage + 1;
        if (next === stages.length) void step();
        else store.showStage(next);
      }}
    >
      <ParamControl name="speed" />
    </Transport>
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
  engine === 'tfjs' ? `, tfjs on ${backend}` : '';

function statusOf(state: Runs<RunTypes>, where: string): string {
  const run = shownRun(state);
  if (!run) return '';
  const last = run.steps.loss.at(-1);
  if (last === undefined) {
    return run.pinned ? 'trained elsewhere' : 'step 0: not trained yet';
  }
  const { millisecondsPerStep } = state;
  const speed = millisecondsPerStep > 0 ? ` · ${formatNumber(millisecondsPerStep, 2)} ms/step` : '';
  const end = run.status === 'ready' ? '' : ` · ${run.status}`;
  return `step ${run.step} · loss ${formatNumber(last, 2)}${speed}${where}${end}`;
}

/** The method and what the atlas says of it, the runs, and the methods to compare with. */
export function Methods() {
  const { store, results, training } = useTraining();
  const { runs: runsStore } = results;
  const method = useValues(store, (values) => values['method']) as string;
  const entry = useValues(store, training.entry);
  const runs = useVanilla(runsStore, (state) => state.runs);
  const current = useVanilla(runsStore, (state) => state.current);
  const drop = (id: string) => {
    const compare = store.getState().values['compare'] as readonly string[];
    store.set({ compare: compare.filter((name) => name !== id) });
  };
  return (
    <>
      <ParamControl name="method" />
      {entry && <MethodNote {...entry} />}
      <RunList
        runs={runs.map((run) => listedRun(run, run.id !== method, training.detail(run)))}
        current={current}
        onSelect={runsStore.select}
        onRename={runsStore.rename}
        onPin={runsStore.pin}
        onHide={runsStore.hide}
        onRemove={(id) => {
          runsStore.unpin(id);
          drop(id);
        }}
        onRemedy={runsStore.restore}
      />
      <Disclosure summary="Compare with other methods">
        <ParamChoices store={store} name="compare" without={method} />
      </Disclosure>
    </>
  );
}

/** What a method does and where it comes from. */
function MethodNote({ help, source }: Pick<AtlasEntry, 'help' | 'source'>) {
  const { cite, at, url } = source;
  return (
    <p className="preset-story">
      {help}{' '}
      <a href={url} target="_blank" rel="noreferrer">
        {cite}
        {at && `, ${at}`}
      </a>
    </p>
  );
}

function listedRun(run: Run<RunTypes>, removable: boolean, detail: string): ListedRun {
  const { stroke, strokeDasharray } = categoryStyle(run.category, Boolean(run.recorded));
  const { id, name, hidden, pinned, status, reason } = run;
  const back = run.good.at(-1)?.step ?? 0;
  const lost = status === 'diverged';
  return {
    ...{ id, name, hidden, pinned, stroke },
    detail: run.recorded ? `recorded, version ${run.recorded.version} · ${detail}` : detail,
    dashes: strokeDasharray,
    fault: lost ? reason : '',
    ...(lost && { remedy: `Go back to step ${back}` }),
    removable: pinned || removable,
  };
}

/** What the networks run on, and how to see that a run outlives it. */
export function Engine() {
  const { compute } = useTraining().results;
  const { adapter, backend, note } = useVanilla(compute.status);
  return (
    <>
      <ParamControl name="networks" />
      <p className="muted">Networks run on {adapter || backend}.</p>
      {note && <p className="muted">{note}</p>}
      {backend === 'webgpu' && (
        <button type="button" className="button" onClick={() => void compute.loseDevice()}>
          Lose the graphics device, to see it go on
        </button>
      )}
      <button type="button" className="button" onClick={() => compute.crash()}>
        Stop the background thread, to see it go on
      </button>
    </>
  );
}
