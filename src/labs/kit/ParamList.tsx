import type { LabStore } from '../../state/lab-store';
import type { ChoicesParam, NumbersParam, ParamTable } from '../../state/params';
import { useParam } from '../../state/react';
import { Toggle } from '../../ui/controls/choices';
import { ControlName } from '../../ui/controls/ControlName';
import { NumbersInput } from '../../ui/controls/NumbersInput';
import { one, type Bound } from './one';
import { ParamFrame } from './ParamFrame';

/** The control of a parameter that is a list. */
export default function ParamList({ store, name }: { store: LabStore<ParamTable>; name: string }) {
  const isNumbers = store.table[name].kind === 'numbers';
  return (
    <ParamFrame name={name}>
      {isNumbers ? <ParamNumbers {...{ store, name }} /> : <ParamChoices {...{ store, name }} />}
    </ParamFrame>
  );
}

/** Numbers that are typed or pasted. */
function ParamNumbers<T extends ParamTable>({ store, name }: Bound<T, NumbersParam>) {
  const { label, help, min, max, minLength, maxLength } = store.table[name] as NumbersParam;
  return (
    <NumbersInput
      label={label}
      help={help}
      value={useParam(store, name) as readonly number[]}
      least={minLength}
      most={maxLength}
      min={min}
      max={max}
      onChange={(numbers) => store.set(one(name, numbers))}
    />
  );
}

/** A list of toggles: any of the options, in the order of the table. */
export function ParamChoices<T extends ParamTable>(
  props: Bound<T, ChoicesParam> & { without?: string },
) {
  const { store, name, without } = props;
  const { label, help, options } = store.table[name] as ChoicesParam;
  const chosen = useParam(store, name) as readonly string[];
  const set = (value: string, on: boolean) =>
    store.set(
      one(
        name,
        options
          .map((option) => option.value)
          .filter((o) => (o === value ? on : chosen.includes(o))),
      ),
    );
  return (
    <fieldset className="choices">
      <legend>
        <ControlName {...{ label, help }} />
      </legend>
      {options
        .filter(({ value }) => value !== without)
        .map((option) => (
          <Toggle
            key={option.value}
            label={option.label}
            checked={chosen.includes(option.value)}
            onChange={(on) => set(option.value, on)}
          />
        ))}
    </fieldset>
  );
}
