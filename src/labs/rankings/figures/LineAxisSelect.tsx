import { useParam, useVanilla } from '../../../state/react';
import { Select } from '../../../ui/controls/choices';
import { useRankings } from '../context';

/** What the lines of a set are drawn along, by its name. */
export function LineAxisSelect() {
  const { store, results } = useRankings();
  const features = useVanilla(results.work, ({ material }) => material.own?.set.features);
  const feature = useParam(store, 'feature');
  if (!features) return null;
  const names = ['principal direction', ...features];
  return (
    <Select
      label="Axis"
      value={String(Math.min(feature, features.length))}
      options={names.map((label, i) => ({ value: String(i), label }))}
      onChange={(value) => store.set({ feature: Number(value) })}
      help={store.table.feature.help}
    />
  );
}
LineAxisSelect.sets = ['feature'];
