import type { ReactNode } from 'react';
import type { Concept, Phase } from '../concept';
import { NumberField } from './NumberField';
import { showNumber } from './number-text';
import { RangeInput } from './RangeInput';
import { Restarts } from './Restarts';
import { stepFrom, type Scale } from './scale';

export interface SliderProps {
  label: string;
  symbol?: string | undefined;
  value: number;
  scale: Scale;
  concept?: Concept | undefined;
  /** One sentence, shown as a tooltip of the label. */
  help?: string | undefined;
  /** Marked as one that starts the training anew. */
  restarts?: boolean | undefined;
  describe?(value: number): string;
  onChange(value: number, phase: Phase): void;
}

const nameOf = ({ label, symbol }: { label: string; symbol?: string | undefined }) =>
  symbol ? `${label} ${symbol}` : label;

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
        {...(scale.integer ? { integer: true } : {})}
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

export interface SignedSliderProps extends Omit<SliderProps, 'scale'> {
  /** Bounds of the magnitude, 0 < min. */
  min: number;
  max: number;
}

/** A number of either sign whose magnitude is on a logarithmic scale; it is never zero. */
export function SignedSlider(props: SignedSliderProps) {
  const { value, min, max, concept, onChange, describe = showNumber } = props;
  const name = nameOf(props);
  const scale: Scale = { kind: 'log', min, max };
  const sign = value < 0 ? -1 : 1;
  const magnitude = (next: number) => onChange(sign * Math.abs(next), 'move');
  return (
    <SliderFrame {...props}>
      <NumberField
        label={name}
        value={value}
        min={min}
        max={max}
        eitherSign
        step={(from, direction, coarse) =>
          Math.sign(from) *
          stepFrom(scale, Math.abs(from), from < 0 ? flip(direction) : direction, coarse)
        }
        onChange={onChange}
      />
      <span className="signed-range">
        <button
          type="button"
          className="sign"
          aria-label={`Sign of ${name}: ${sign < 0 ? 'negative' : 'positive'}`}
          title="Change the sign"
          onClick={() => onChange(-value, 'commit')}
        >
          {sign < 0 ? '−' : '+'}
        </button>
        <RangeInput
          label={`${name} magnitude`}
          value={Math.abs(value)}
          scale={scale}
          concept={concept}
          describe={(size) => describe(sign * size)}
          onChange={(next, phase) =>
            phase === 'move' ? magnitude(next) : onChange(value, 'commit')
          }
        />
      </span>
    </SliderFrame>
  );
}

const flip = (direction: 1 | -1) => (direction === 1 ? -1 : 1);

function SliderFrame({ label, symbol, concept, help, restarts, children }: FrameProps) {
  return (
    <div className="slider" data-concept={concept} role="group" aria-label={label}>
      <span className="slider-label" title={help}>
        <span className="slider-name">{label}</span>{' '}
        {symbol && <var className="symbol">{symbol}</var>}
        <Restarts when={restarts} />
      </span>
      {children}
    </div>
  );
}

type FrameProps = Pick<SliderProps, 'label' | 'symbol' | 'concept' | 'help' | 'restarts'> & {
  children: ReactNode;
};
