import { Select } from '../../../ui/controls/choices';
import { ParamFrame } from '../../kit/ParamFrame';
import { useArgmax, useArgmaxValues } from '../context';
import { argmaxTable } from '../params';

/** Which class the figures of slopes look at. */
export function WatchedClass() {
  const { store } = useArgmax();
  const { scores, watched } = useArgmaxValues();
  return (
    <ParamFrame name="watched">
      <Select
        label={argmaxTable.watched.label}
        help={argmaxTable.watched.help}
        value={watched}
        // the target, and the letters of the classes that there are
        options={argmaxTable.watched.options.slice(0, scores.length + 1)}
        onChange={(next) => store.set({ watched: next })}
      />
    </ParamFrame>
  );
}
