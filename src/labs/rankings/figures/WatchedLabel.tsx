import { useValues } from '../../../state/react';
import { Select } from '../../../ui/controls/choices';
import { useRankings } from '../context';
import { labelNames } from '../model';

/** Which label's noise and place are shown, by its name. */
export function WatchedLabel() {
  const { store } = useRankings();
  const labels = useValues(store, (values) => values.labels);
  const watch = useValues(store, (values) => values.watch);
  const names = labelNames(labels);
  return (
    <Select
      label="Watch"
      value={names[watch]}
      options={names.map((value) => ({ value, label: value }))}
      onChange={(name) => store.set({ watch: names.indexOf(name) })}
      help={store.table.watch.help}
    />
  );
}
WatchedLabel.sets = ['watch'];
