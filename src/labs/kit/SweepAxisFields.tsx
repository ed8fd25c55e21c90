import type { ParamTable } from '../../state/params';
import { Select } from '../../ui/controls/choices';
import { NumberField } from '../../ui/controls/NumberField';
import { rangeOf, type AxisChoice } from './axis-choice';

interface SweepAxisFieldsProps {
  /** "Across" or "Up". */
  readonly legend: string;
  readonly table: ParamTable;
  readonly names: readonly string[];
  readonly value: AxisChoice;
  onChange(value: AxisChoice): void;
}

/** Which setting an axis is, and from where to where it goes in how many steps. */
export function SweepAxisFields(props: SweepAxisFieldsProps) {
  const { legend, table, names, value, onChange } = props;
  const { name } = value;
  // a link may ask for what can't be swept: it is shown, with the sentence on it
  const shown = names.includes(name) ? names : [name, ...names];
  return (
    <div className="row" role="group" aria-label={legend}>
      <Select
        label={legend}
        value={name}
        options={shown.map((each) => ({ value: each, label: table[each]?.label ?? each }))}
        onChange={(next) => onChange(rangeOf(table, next))}
      />
      {'given' in value ? (
        <span>{value.given}</span>
      ) : (
        <RangeFields {...{ legend, value, onChange }} />
      )}
    </div>
  );
}

interface RangeFieldsProps extends Pick<SweepAxisFieldsProps, 'legend' | 'onChange'> {
  readonly value: Extract<AxisChoice, { readonly from: number }>;
}

function RangeFields({ legend, value, onChange }: RangeFieldsProps) {
  const field = (part: 'from' | 'to' | 'count', label: string, whole: boolean) => (
    <NumberField
      label={`${legend}: ${label}`}
      value={value[part]}
      min={whole ? 2 : -1e12}
      max={whole ? 1000 : 1e12}
      integer={whole}
      onChange={(number, phase) => phase === 'commit' && onChange({ ...value, [part]: number })}
    />
  );
  return (
    <>
      <span>from</span>
      {field('from', 'from', false)}
      <span>to</span>
      {field('to', 'to', false)}
      <span>values</span>
      {field('count', 'values', true)}
    </>
  );
}
