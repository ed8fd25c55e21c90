import { Suspense } from 'react';
import type { LabStore } from '../../state/lab-store';
import {
  shownFrom,
  type BooleanParam,
  type ChoiceParam,
  type IntegerParam,
  type NumberParam,
  type Option,
  type ParamTable,
} from '../../state/params';
import { useParam } from '../../state/react';
import type { Concept } from '../../ui/concept';
import { Select, SegmentedControl, Toggle } from '../../ui/controls/choices';
import { Slider } from '../../ui/controls/Slider';
import { lazyPart } from '../../ui/lazy-part';
import { useAnyLab } from './context';
import { costOf } from './cost';
import { one, type Bound, type NamesOf } from './one';
import { ParamFrame } from './ParamFrame';
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

/** Few labs have lists to be edited: its code comes with them. */
const ParamList = lazyPart(() => import('./ParamList'));

interface ParamControlProps {
  readonly name: string;
  readonly max?: number;
  readonly label?: string | undefined;
}

/** The control of a parameter of the lab around it, as its table describes it. */
export function ParamControl({ name, max, label }: ParamControlProps) {
  const { store } = useAnyLab();
  const param = store.table[name];
  const bound = { store, name };
  if (name === 'seed') return <SeedField />;
  switch (param.kind) {
    case 'text':
      // its owner has the control
      return null;
    case 'number':
    case 'integer':
      return (
        <ParamSlider
          {...{ ...bound, label }}
          concept={concepts[name]}
          {...(max !== undefined && { max })}
        />
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
    case 'numbers':
      return (
        <Suspense>
          <ParamList {...bound} />
        </Suspense>
      );
  }
}

/** The slider of a numeric parameter, as the table describes it. It alone re-renders while it moves. */
export function ParamSlider<T extends ParamTable>(
  props: Bound<T, NumberParam | IntegerParam> & {
    concept?: Concept | undefined;
    max?: number;
    label?: string | undefined;
  },
) {
  const { store, name, concept } = props;
  const param = store.table[name] as NumberParam | IntegerParam;
  const from = shownFrom(param);
  const shared = {
    label: props.label ?? param.label,
    symbol: param.symbol,
    ...costOf(param),
    concept,
    value: (useParam(store, name) as number) + from,
    describe: param.describe,
    onChange: (value: number, phase: 'move' | 'commit') =>
      store.set(one(name, value - from), phase),
  };
  const { min, max, step } = param;
  const integer = param.kind === 'integer';
  const scale = {
    ...{ kind: param.scale, step, integer },
    min: min + from,
    max: (props.max ?? max) + from,
  };
  return (
    <ParamFrame name={String(name)}>
      <Slider {...shared} scale={scale} />
    </ParamFrame>
  );
}

export function ParamSelect<T extends ParamTable>({ store, name }: Bound<T, ChoiceParam>) {
  return (
    <ParamFrame name={String(name)}>
      <Select {...useChoice(store, name)} />
    </ParamFrame>
  );
}

export function ParamSegments<T extends ParamTable>({ store, name }: Bound<T, ChoiceParam>) {
  return (
    <ParamFrame name={String(name)}>
      <SegmentedControl {...useChoice(store, name)} />
    </ParamFrame>
  );
}

function useChoice<T extends ParamTable>(store: LabStore<T>, name: NamesOf<T, ChoiceParam>) {
  const param = store.table[name] as ChoiceParam;
  const { label, options } = param;
  const value = useParam(store, name) as string;
  const onChange = (next: string) => store.set(one(name, next));
  return { label, ...costOf(param), options, value, onChange };
}

function ParamToggle<T extends ParamTable>({ store, name }: Bound<T, BooleanParam>) {
  const { label, help } = store.table[name] as BooleanParam;
  const checked = useParam(store, name) as boolean;
  return (
    <ParamFrame name={String(name)}>
      <Toggle
        label={label}
        help={help}
        checked={checked}
        onChange={(next) => store.set(one(name, next))}
      />
    </ParamFrame>
  );
}
