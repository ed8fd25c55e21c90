import type { LabStore } from '../../state/lab-store';
import type {
  BooleanParam,
  ChoiceParam,
  ChoicesParam,
  IntegerParam,
  NumberParam,
  NumbersParam,
  Option,
  ParamTable,
} from '../../state/params';
import { useParam } from '../../state/react';
import type { Concept } from '../../ui/concept';
import { NumbersInput } from '../../ui/controls/NumbersInput';
import { Select, SegmentedControl, Toggle } from '../../ui/controls/choices';
import { SignedSlider, Slider } from '../../ui/controls/Slider';
import { useAnyLab } from './context';
import { costOf } from './cost';
import { one } from './one';
import { SeedField } from './SeedField';

/** Colours of the parameters that mean the same thing in every lab. */
const concepts: Readonly<Record<string, Concept>> = { sigma: 'noise', epsilon: 'loss' };

/** As many options as fit side by side, and the characters of them all. */
const MOST_SEGMENTS = 3;
const MOST_CHARACTERS = 24;

/** Whether all options can be seen at once. */
const fitSideBySide = (options: readonly Option[]) =>
  options.length <= MOST_SEGMENTS &&
  options.reduce((sum, { label }) => sum + label.length, 0) <= MOST_CHARACTERS;

/** The control of a parameter of the lab around it, as its table describes it. */
export function ParamControl({ name, max }: { name: string; max?: number }) {
  const { store } = useAnyLab();
  const param = store.table[name];
  const bound = { store, name };
  if (name === 'seed') return <SeedField />;
  switch (param.kind) {
    case 'number':
    case 'integer':
      return (
        <ParamSlider {...bound} concept={concepts[name]} {...(max !== undefined && { max })} />
      );
    case 'boolean':
      return <ParamToggle {...bound} />;
    case 'choice':
      return fitSideBySide(param.options) ? (
        <ParamSegments {...bound} />
      ) : (
        <ParamSelect {...bound} />
      );
    case 'choices':
      return <ParamChoices {...bound} />;
    case 'numbers':
      return <ParamNumbers {...bound} />;
  }
}

/** Names of the parameters of one kind; of a table that is not known, all names. */
type NamesOf<T extends ParamTable, Kind> = string extends keyof T
  ? string
  : { [Name in keyof T]: T[Name] extends Kind ? Name : never }[keyof T];

interface Bound<T extends ParamTable, Kind> {
  store: LabStore<T>;
  name: NamesOf<T, Kind>;
}

/** The slider of a numeric parameter, as the table describes it. It alone re-renders while it moves. */
export function ParamSlider<T extends ParamTable>(
  props: Bound<T, NumberParam | IntegerParam> & { concept?: Concept | undefined; max?: number },
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
