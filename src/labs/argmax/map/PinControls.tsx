import { SegmentedControl } from '../../../ui/controls/choices';
import { useMapPage, useMapValues } from './context';
import { labHash } from './links';
import { choosePin, mapTable, PINS, pinsOf } from './params';

/** Which pin is the point; the next one that is not set yet is set by choosing it. */
export function PinControls() {
  const { store } = useMapPage();
  const values = useMapValues();
  const set = pinsOf(values).length;
  const options = PINS.slice(0, set + 1).map((value, i) => ({
    value,
    label: i < set ? value : `+ ${value}`,
  }));
  return (
    <div className="pin-controls">
      <SegmentedControl
        label={mapTable.pin.label}
        help={mapTable.pin.help}
        value={values.pin}
        options={options}
        onChange={(name) => store.set(choosePin(store.getState().values, name))}
      />
      <a className="button" href={labHash(values, values)}>
        Open in the lab
      </a>
    </div>
  );
}
PinControls.sets = ['pin', 'pins'];
