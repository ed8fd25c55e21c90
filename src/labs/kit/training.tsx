import { categoryStyle } from '../../charts/shared/category';
import type { AtlasEntry } from '../../core/atlas/entry';
import type { ParamTable } from '../../state/params';
import { useValues, useVanilla } from '../../state/react';
import type { RunTypes } from '../../state/runs/kind';
import { isFull } from '../../state/runs/list';
import type { Run } from '../../state/runs/run';
import { Disclosure } from '../../ui/controls/choices';
import { RunList, type ListedRun } from '../../ui/runs/RunList';
import { ParamControl } from './bound';
import { ParamChoices } from './ParamList';
import { PastSteps } from './past';
import type { Training, TrainingSpec } from './spec';
import { useTraining } from './training-hooks';
import { TrainingRun, TrainingStatus, TrainingTransport } from './transport';

/** The training of a manifest. */
export const defineTraining = <T extends ParamTable>(spec: TrainingSpec<T>): Training<T> => ({
  ...spec,
  Transport: TrainingTransport,
  RunButton: TrainingRun,
  Status: TrainingStatus,
  Past: PastSteps,
});

/** The method and what the atlas says of it, the runs, and the methods to compare with. */
export function Methods() {
  const { store, results, training } = useTraining();
  const { runs: runsStore } = results;
  const method = useValues(store, (values) => values['method']) as string;
  const entry = useValues(store, training.entry);
  const runs = useVanilla(runsStore, (state) => state.runs);
  const current = useVanilla(runsStore, (state) => state.current);
  const drop = (id: string) => {
    const { values } = store.getState();
    const compare = values['compare'] as readonly string[];
    store.set({
      compare: compare.filter((name) => name !== id),
      ...training.without?.(values, id),
    });
  };
  return (
    <>
      <ParamControl name="method" />
      {entry && <MethodNote {...entry} />}
      <RunList
        runs={runs.map((run) => listedRun(run, run.id !== method, training.detail(run)))}
        current={current}
        full={isFull(runs)}
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

Methods.sets = ['method', 'compare'];

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
  const { store, results } = useTraining();
  const { compute } = results;
  const { engine, adapter, backend, software, note } = useVanilla(compute.status);
  const code = engine === 'tfjs' ? 'tfjs' : 'own code';
  const kind = software ? ' (drawn by the CPU)' : '';
  return (
    <>
      {'networks' in store.table && <ParamControl name="networks" />}
      <p className="muted">
        Networks run on {adapter || backend}
        {kind}, by {code}.
      </p>
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
