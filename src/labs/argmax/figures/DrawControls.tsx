import { Toggle } from '../../../ui/controls/choices';
import { useArgmax, useArgmaxValues } from '../context';
import { argmaxTable } from '../params';

/** Goes on to the next draw of the noise. */
export function NextDraw({ onNext }: { onNext?: () => void }) {
  const { store } = useArgmax();
  const { draw } = useArgmaxValues();
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        store.set({ draw: draw >= argmaxTable.draw.max ? 0 : draw + 1 });
        onNext?.();
      }}
    >
      Next draw
    </button>
  );
}

/** Whether the draw stays while sigma moves. */
export function Freeze() {
  const { store } = useArgmax();
  const { freeze } = useArgmaxValues();
  return (
    <Toggle
      label="Freeze the noise"
      checked={freeze}
      onChange={(on) => store.set({ freeze: on })}
      help={argmaxTable.freeze.help}
    />
  );
}
