import { SegmentedControl } from '../../../ui/controls/choices';
import { argmaxTable, PINS, pinsOf, type PinValues } from '../params';
import { choosePin } from '../pins';

interface PinChoiceProps {
  readonly values: PinValues;
  onChange(patch: PinValues): void;
}

/** Which pin is the point; the next one that is not set yet is set by choosing it. */
export function PinChoice({ values, onChange }: PinChoiceProps) {
  const set = pinsOf(values).length;
  const options = PINS.slice(0, set + 1).map((value, i) => ({
    value,
    label: i < set ? value : `+ ${value}`,
  }));
  return (
    <SegmentedControl
      label={argmaxTable.pin.label}
      help={argmaxTable.pin.help}
      value={values.pin}
      options={options}
      onChange={(name) => onChange(choosePin(values, name))}
    />
  );
}
