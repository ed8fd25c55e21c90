import { encodeNetwork, parseNetwork } from '../network-file';
import { useVanilla } from '../../../state/react';
import { Disclosure } from '../../../ui/controls/choices';
import { download } from '../../../ui/download';
import { FileButton } from '../../../ui/FileButton';
import { useFigureActions } from '../../../ui/figure/context';
import { freeCategory } from '../../../state/runs/list';
import { shownRun } from '../../../state/runs/shown';
import { useKnn } from '../context';
import { savedRun } from '../model';

/** Trained networks out as files, and such files in. */
export function Networks() {
  const { notify, receipt } = useFigureActions();
  const { runs, compute } = useKnn().results;
  const run = useVanilla(runs, shownRun);
  const open = async ([file]: File[]) => {
    const parsed = parseNetwork(await file.text());
    if (!parsed.ok) return notify(`${file.name}: ${parsed.fault}`, 'error');
    const { network } = parsed;
    const { runs: all } = runs.getState();
    const number = all.reduce(
      (most, { id }) => Math.max(most, Number(/^file-(\d+)$/.exec(id)?.[1] ?? 0)),
      0,
    );
    const added = savedRun(network, `file-${number + 1}`, freeCategory(all));
    runs.add(added);
    runs.select(added.id);
    notify(`${network.name} of ${file.name} is in the list of runs.`);
  };
  const save = async () => {
    if (!run?.state) return;
    const { setup, state, knobs, name, tests } = run;
    const { backend, adapter } = compute.status.getState();
    const source = { backend, adapter, samples: state.step, seed: setup.seed };
    const made = await receipt(source, undefined);
    const { version } = JSON.parse(made) as { version: string };
    const accuracy = tests.test.at(-1) ?? null;
    const { step, params } = state;
    const text = encodeNetwork({ version, made, name, setup, k: knobs.k, step, accuracy, params });
    download(`${setup.dataset}-${setup.network}-${step}.json`, text);
  };
  return (
    <Disclosure summary="Save and open networks">
      <p className="muted">
        Runs are kept by this browser. As a file a network can be taken elsewhere; it is opened as a
        run that nobody trains.
      </p>
      <div className="row">
        <button type="button" className="button" disabled={!run?.state} onClick={() => void save()}>
          Save the shown network
        </button>
        <FileButton
          label="Open a network"
          accept=".json,application/json"
          onFiles={(files) => void open(files)}
        />
      </div>
    </Disclosure>
  );
}
