import type { LabStore } from '../../state/lab-store';
import type {
  BooleanParam,
  ChoiceParam,
  ChoicesParam,
  IntegerParam,
  NumberParam,
  ParamTable,
  Values,
} from '../../state/params';
import { useParam } from '../../state/react';
import type { Concept } from '../../ui/concept';
import { Select, SegmentedControl, Toggle } from '../../ui/controls/choices';
import { SignedSlider, Slider } from '../../ui/controls/Slider';
import { costOf } from './cost';

/** Names of the parameters of one kind. */
type NamesOf<T extends ParamTable, Kind> = {
  [Name in keyof T]: T[Name] extends Kind ? Name : never;
}[keyof T];

interface Bound<T extends ParamTable, Kind> {
  store: LabStore<T>;
  name: NamesOf<T, Kind>;
}

/** A change of one parameter; what the table does not take is left out by the store. */
export const one = <T extends ParamTable>(name: keyof T, value: unknown) =>
  Object.fromEntries([[name, value]]) as Partial<Values<T>>;

/** The slider of a numeric parameter, as the table describes it. It alone re-renders while it moves. */
export function ParamSlider<T extends ParamTable>(
  props: Bound<T, NumberParam | IntegerParam> & { concept?: Concept; max?: number },
) {
  const { store, name, concept } = props;
  const param = store.table[name] as NumberParam | IntegerParam;
  const shared = {
    label: param.label,
    symbol: param.symbol,
    ...costOf(param),
    concept,
    value: useParam(store, name) as number,
    describe: param.describe,
    onChange: (value: number, phase: 'move' | 'commit') => store.set(one(name, value), phase),
  };
  const { min, max, step } = param;
  if (param.scale === 'signed-log') return <SignedSlider {...shared} min={min} max={max} />;
  const integer = param.kind === 'integer';
  const scale = { kind: param.scale, min, max: props.max ?? max, step, integer };
  return <Slider {...shared} scale={scale} />;
}

export function ParamSelect<T extends ParamTable>({ store, name }: Bound<T, ChoiceParam>) {
  return <Select {...useChoice(store, name)} />;
}

export function ParamSegments<T extends ParamTable>({ store, name }: Bound<T, ChoiceParam>) {
  return <SegmentedControl {...useChoice(store, name)} />;
}

function useChoice<T extends ParamTable>(store: LabStore<T>, name: NamesOf<T, ChoiceParam>) {
  const param = store.table[name] as ChoiceParam;
  const { label, options } = param;
  const value = useParam(store, name) as string;
  const onChange = (next: string) => store.set(one(name, next));
  return { label, ...costOf(param), options, value, onChange };
}

export function ParamToggle<T extends ParamTable>({ store, name }: Bound<T, BooleanParam>) {
  const { label, help } = store.table[name] as BooleanParam;
  const checked = useParam(store, name) as boolean;
  return (
    <Toggle
      label={label}
      help={help}
      checked={checked}
      onChange={(next) => store.set(one(name, next))}
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
    <fieldset className="choices" title={help}>
      <legend>{label}</legend>
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
