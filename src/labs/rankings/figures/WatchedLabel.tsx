import { useParam, useVanilla } from '../../../state/react';
import { Select } from '../../../ui/controls/choices';
import { useRankings } from '../context';

/** Which label's noise and place are shown, by its name. */
export function WatchedLabel() {
  const { store, results } = useRankings();
  const names = useVanilla(results.work, ({ material }) => material.names);
  const watch = useParam(store, 'watch');
  return (
    <Select
      label="Watch"
      value={names[Math.min(watch, names.length - 1)]}
      options={names.map((value) => ({ value, label: value }))}
      onChange={(name) => store.set({ watch: names.indexOf(name) })}
      help={store.table.watch.help}
    />
  );
}
WatchedLabel.sets = ['watch'];
