import { useCallback, useEffect, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import type { Concept, Phase } from '../concept';
import { endsOf, fromPosition, stepFrom, toPosition, type Scale } from './scale';

export interface RangeInputProps {
  label: string;
  value: number;
  scale: Scale;
  concept?: Concept | undefined;
  disabled?: boolean;
  /** The value as it is spoken. */
  describe(value: number): string;
  onChange(value: number, phase: Phase): void;
}

type Step = (props: RangeInputProps, coarse: boolean) => number;

const up: Step = ({ scale, value }, coarse) => stepFrom(scale, value, 1, coarse);
const down: Step = ({ scale, value }, coarse) => stepFrom(scale, value, -1, coarse);

const keys: Readonly<Record<string, Step>> = {
  ArrowRight: up,
  ArrowUp: up,
  ArrowLeft: down,
  ArrowDown: down,
  PageUp: (props) => up(props, true),
  PageDown: (props) => down(props, true),
  Home: ({ scale }) => endsOf(scale)[0],
  End: ({ scale }) => endsOf(scale)[1],
};

/**
 * A native range input whose position in [0, 1] stands for a value on any scale. The arrow keys go
 * from one round value to the next, with Shift in coarse steps.
 */
export function RangeInput(props: RangeInputProps) {
  const { label, value, scale, concept, disabled, describe, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(props);
  /** Where a gesture began that has moved the value and not come to its end. */
  const origin = useRef<number | null>(null);
  useEffect(() => {
    latest.current = props;
  });
  const move = (next: number) => {
    origin.current ??= value;
    onChange(next, 'move');
  };
  /** A hand lets go, a key comes up or the control is left, whichever is first. */
  const commit = useCallback((to = latest.current.value) => {
    origin.current = null;
    latest.current.onChange(to, 'commit');
  }, []);
  // React's onChange is the browser's 'input'; the native 'change' says that the hand let go, but in WebKit,
  // which forgets it where the value was set meanwhile: there the pointer tells
  useEffect(() => {
    const element = input.current;
    const letGo = () => {
      if (origin.current !== null) commit();
    };
    element?.addEventListener('change', letGo);
    return () => element?.removeEventListener('change', letGo);
  }, [commit]);

  const press = (event: KeyboardEvent) => {
    const step = keys[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(step(props, event.shiftKey));
  };
  const release = (event: KeyboardEvent) => {
    if (keys[event.key]) commit();
  };
  const leave = () => {
    if (origin.current !== null) commit();
  };
  // a finger that turns out to scroll has set nothing
  const cancel = () => {
    if (origin.current !== null) commit(origin.current);
  };

  const position = toPosition(scale, value);
  return (
    <input
      ref={input}
      className="range"
      data-signed={scale.kind === 'signed-log' || undefined}
      type="range"
      min={0}
      max={1}
      step="any"
      aria-label={label}
      aria-valuetext={describe(value)}
      value={position}
      disabled={disabled}
      style={{ '--fill': position, '--accent': concept && `var(--${concept})` } as CSSProperties}
      onChange={(event) => move(fromPosition(scale, Number(event.target.value)))}
      onKeyDown={press}
      onKeyUp={release}
      onBlur={leave}
      onPointerUp={leave}
      onPointerCancel={cancel}
    />
  );
}
