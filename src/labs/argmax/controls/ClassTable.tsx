import { useValues } from '../../../state/react';
import { NumberField } from '../../../ui/controls/NumberField';
import { stepFrom, type Scale } from '../../../ui/controls/scale';
import { useArgmax } from '../context';
import { classNames, isTruth } from '../model';
import { argmaxTable } from '../params';
import type { ArgmaxStore } from '../params';

/** Score and loss of every class as numbers; a tick makes a class the target, of loss 0. */
export function ClassTable() {
  const { store } = useArgmax();
  const count = useValues(store, (values) => values.scores.length);
  return (
    <table className="class-table">
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col" className="text-signal">
            Score μ
          </th>
          <th scope="col" className="text-loss">
            Loss ℓ
          </th>
          <th scope="col" className="text-truth">
            Target
          </th>
        </tr>
      </thead>
      <tbody>
        {classNames(count).map((className, i) => (
          <tr key={className}>
            <th scope="row">{className}</th>
            <td>
              <Entry store={store} list="scores" index={i} className={className} />
            </td>
            <td>
              <Entry store={store} list="loss" index={i} className={className} />
            </td>
            <td>
              <Target store={store} index={i} className={className} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  store: ArgmaxStore;
  index: number;
  className: string;
}

function Entry({ store, list, index, className }: CellProps & { list: 'scores' | 'loss' }) {
  const { label, min, max, step } = argmaxTable[list];
  const scale: Scale = { kind: 'linear', min, max, step };
  const value = useValues(store, (values) => values[list][index] ?? 0);
  return (
    <NumberField
      label={`${label} of class ${className}`}
      value={value}
      min={min}
      max={max}
      step={(from, direction, coarse) => stepFrom(scale, from, direction, coarse)}
      onChange={(next, phase) => {
        const entries = store.getState().values[list];
        store.set({ [list]: entries.with(index, next) }, phase);
      }}
    />
  );
}

function Target({ store, index, className }: CellProps) {
  const isTarget = useValues(store, (values) => isTruth(values.loss)[index]);
  return (
    <input
      type="checkbox"
      aria-label={`Class ${className} is a target`}
      checked={isTarget}
      onChange={(event) => {
        const { loss } = store.getState().values;
        store.set({ loss: loss.with(index, event.target.checked ? 0 : 1) });
      }}
    />
  );
}
ClassTable.sets = ['scores', 'loss'];
