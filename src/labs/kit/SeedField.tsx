import { useParam } from '../../state/react';
import type { IntegerParam } from '../../state/params';
import { IconButton } from '../../ui/basics';
import { ControlName } from '../../ui/controls/ControlName';
import { NumberField } from '../../ui/controls/NumberField';
import { useAnyLab } from './context';
import { costOf } from './cost';
import { ParamFrame } from './ParamFrame';
import { diceIcon } from '../../ui/lab-icons';

/** A multiplier and an increment of full period: every seed comes up before one comes twice. */
const nextSeed = (seed: number) => (Math.imul(seed, 1664525) + 1013904223) >>> 0;

/** The seed of the lab, to be typed or thrown. */
export function SeedField() {
  const { store } = useAnyLab();
  const seed = useParam(store, 'seed') as number;
  const param = store.table['seed'] as IntegerParam;
  const { label, min, max } = param;
  const { help, restarts } = costOf(param);
  const set = (value: number) => store.set({ seed: value });
  return (
    <ParamFrame name="seed">
      <div className="field">
        <ControlName {...{ label, help, restarts }} />
        <span className="row">
          <NumberField
            label={label}
            value={seed}
            min={min}
            max={max}
            integer
            onChange={(value, phase) => phase === 'commit' && set(value)}
          />
          <IconButton icon={diceIcon} label="New seed" onClick={() => set(nextSeed(seed))} />
        </span>
      </div>
    </ParamFrame>
  );
}
