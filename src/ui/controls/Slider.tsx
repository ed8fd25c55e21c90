import type { ReactNode } from 'react';
import type { Concept, Phase } from '../concept';
import { ControlName, nameOf } from './ControlName';
import { NumberField } from './NumberField';
import { showNumber } from './number-text';
import { RangeInput } from './RangeInput';
import { stepFrom, type Scale } from './scale';

export interface SliderProps {
  label: string;
  symbol?: string | undefined;
  value: number;
  scale: Scale;
  concept?: Concept | undefined;
  /** What it does, said when its name is pressed. */
  help?: string | undefined;
  /** Marked as one that starts the training anew. */
  restarts?: boolean | undefined;
  describe?(value: number): string;
  onChange(value: number, phase: Phase): void;
}

/** A label with its symbol, a number field and a range input for one number. */
export function Slider(props: SliderProps) {
  const { value, scale, concept, onChange } = props;
  const name = nameOf(props);
  return (
    <SliderFrame {...props}>
      <NumberField
        label={name}
        value={value}
        min={scale.min}
        max={scale.max}
        {...(scale.integer && { integer: true })}
        {...(scale.kind === 'signed-log' && { eitherSign: true })}
        step={(from, direction, coarse) => stepFrom(scale, from, direction, coarse)}
        onChange={onChange}
      />
      <RangeInput
        label={`${name} slider`}
        value={value}
        scale={scale}
        concept={concept}
        describe={props.describe ?? showNumber}
        onChange={onChange}
      />
    </SliderFrame>
  );
}

function SliderFrame({ label, symbol, concept, help, restarts, children }: FrameProps) {
  return (
    <div className="slider" data-concept={concept} role="group" aria-label={label}>
      <ControlName {...{ label, symbol, help, restarts }} />
      {children}
    </div>
  );
}

type FrameProps = Pick<SliderProps, 'label' | 'symbol' | 'concept' | 'help' | 'restarts'> & {
  children: ReactNode;
};
