import { useParam } from '../../../state/react';
import { IconButton } from '../../../ui/basics';
import { Disclosure } from '../../../ui/controls/choices';
import { NumberField } from '../../../ui/controls/NumberField';
import { argmaxTable } from '../params';
import { ParamSegments, ParamSlider, type ArgmaxStore } from './bound';
import { ClassTable } from './ClassTable';

/** What few readers need, folded away. */
export function Advanced({ store }: { store: ArgmaxStore }) {
  return (
    <>
      <Disclosure summary="Scores, loss and targets in numbers">
        <ClassTable store={store} />
      </Disclosure>
      <Disclosure summary="Sampling">
        <Seed store={store} />
        <ParamSegments store={store} name="variance" />
        <ParamSlider store={store} name="cap" />
        <ParamSlider store={store} name="batch" />
      </Disclosure>
    </>
  );
}

/** A multiplier and an increment of full period: every seed comes up before one comes twice. */
const nextSeed = (seed: number) => (Math.imul(seed, 1664525) + 1013904223) >>> 0;

function Seed({ store }: { store: ArgmaxStore }) {
  const seed = useParam(store, 'seed');
  const { label, min, max, help } = argmaxTable.seed;
  return (
    <div className="field" title={help}>
      <span>{label}</span>
      <span className="row">
        <NumberField
          label={label}
          value={seed}
          min={min}
          max={max}
          integer
          onChange={(value, phase) => phase === 'commit' && store.set({ seed: value })}
        />
        <IconButton
          icon="dice"
          label="New seed"
          onClick={() => store.set({ seed: nextSeed(seed) })}
        />
      </span>
    </div>
  );
}
