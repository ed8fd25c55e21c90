import type { LabStore } from '../../state/lab-store';
import type { IntegerParam, ParamTable } from '../../state/params';
import { useParam } from '../../state/react';
import { IconButton } from '../../ui/basics';
import { NumberField } from '../../ui/controls/NumberField';
import { Restarts } from '../../ui/controls/Restarts';
import { one } from './bound';
import { costOf } from './cost';

/** A multiplier and an increment of full period: every seed comes up before one comes twice. */
const nextSeed = (seed: number) => (Math.imul(seed, 1664525) + 1013904223) >>> 0;

/** The seed of a lab, to be typed or thrown. */
export function SeedField<T extends ParamTable & { readonly seed: IntegerParam }>(props: {
  store: LabStore<T>;
}) {
  const { store } = props;
  const seed = useParam(store, 'seed') as number;
  const { label, min, max } = store.table.seed;
  const { help, restarts } = costOf(store.table.seed);
  const set = (value: number) => store.set(one<T>('seed', value));
  return (
    <div className="field" title={help}>
      <span>
        {label}
        <Restarts when={restarts} />
      </span>
      <span className="row">
        <NumberField
          label={label}
          value={seed}
          min={min}
          max={max}
          integer
          onChange={(value, phase) => phase === 'commit' && set(value)}
        />
        <IconButton icon="dice" label="New seed" onClick={() => set(nextSeed(seed))} />
      </span>
    </div>
  );
}
