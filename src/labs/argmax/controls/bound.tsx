import type { LabStore } from '../../../state/lab-store';
import type { IntegerParam, NumberParam } from '../../../state/params';
import { useParam } from '../../../state/react';
import type { Concept } from '../../../ui/concept';
import { Select, SegmentedControl, Toggle } from '../../../ui/controls/choices';
import { SignedSlider, Slider } from '../../../ui/controls/Slider';
import { argmaxTable, type ArgmaxTable, type ArgmaxValues } from '../params';

export type ArgmaxStore = LabStore<ArgmaxTable>;

/** Names of the parameters of one kind. */
type NamesOf<Kind> = {
  [Name in keyof ArgmaxTable]: ArgmaxTable[Name]['kind'] extends Kind ? Name : never;
}[keyof ArgmaxTable];

interface Bound<Name> {
  store: ArgmaxStore;
  name: Name;
}

const one = (name: keyof ArgmaxTable, value: unknown) =>
  ({ [name]: value }) as Partial<ArgmaxValues>;

/** The slider of a numeric parameter, as the table describes it. It alone re-renders while it moves. */
export function ParamSlider(
  props: Bound<NamesOf<'number' | 'integer'>> & { concept?: Concept; max?: number },
) {
  const { store, name, concept } = props;
  const param: NumberParam | IntegerParam = argmaxTable[name];
  const shared = {
    label: param.label,
    symbol: param.symbol,
    help: param.help,
    concept,
    value: useParam(store, name),
    describe: param.describe,
    onChange: (value: number, phase: 'move' | 'commit') => store.set(one(name, value), phase),
  };
  const { min, max, step } = param;
  if (param.scale === 'signed-log') return <SignedSlider {...shared} min={min} max={max} />;
  const integer = param.kind === 'integer';
  const scale = { kind: param.scale, min, max: props.max ?? max, step, integer };
  return <Slider {...shared} scale={scale} />;
}

export function ParamSelect({ store, name }: Bound<NamesOf<'choice'>>) {
  return <Select {...useChoice(store, name)} />;
}

export function ParamSegments({ store, name }: Bound<NamesOf<'choice'>>) {
  return <SegmentedControl {...useChoice(store, name)} />;
}

function useChoice(store: ArgmaxStore, name: NamesOf<'choice'>) {
  const { label, help, options } = argmaxTable[name];
  const value: string = useParam(store, name);
  const onChange = (next: string) => store.set(one(name, next));
  return { label, help, options, value, onChange };
}

export function ParamToggle({ store, name }: Bound<NamesOf<'boolean'>>) {
  const { label, help } = argmaxTable[name];
  const checked = useParam(store, name);
  const onChange = (next: boolean) => store.set(one(name, next));
  return <Toggle label={label} help={help} checked={checked} onChange={onChange} />;
}
