import { useId, useState, type KeyboardEvent } from 'react';
import type { Phase } from '../concept';
import { readNumber, showNumber, type NumberBounds } from './number-text';

export interface NumberFieldProps extends NumberBounds {
  /** The accessible name, and the subject of the error sentence. */
  label: string;
  value: number;
  onChange(value: number, phase: Phase): void;
  /** The value that the arrow keys lead to; without it they do nothing. */
  step?(value: number, direction: 1 | -1, coarse: boolean): number;
  /** Significant digits shown while nobody types. */
  digits?: number;
}

/** What makes a plain text of one in other signs; it comes when a field is entered first. */
let plainly = (text: string) => text;
const learn = () =>
  void import('./plain-text').then(
    (it) => (plainly = it.plainText),
    () => undefined,
  );

/** What is typed, with the value before it and the one that it stands for. */
interface Draft {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The value before anything was typed. */
  readonly origin: number;
}

/** A sentence about the text that was left, and the value it belongs to. */
interface Fault {
  readonly sentence: string;
  readonly value: number;
}

/**
 * A text field for one number. It keeps what is typed until it is left, passes on every valid value
 * at once, and answers an invalid one with a sentence when it is left. Escape brings the value back,
 * and so does a change of the value from elsewhere.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, step, digits = 6 } = props;
  const [typed, setTyped] = useState<Draft | null>(null);
  const [left, setLeft] = useState<Fault | null>(null);
  const faultId = useId();
  const draft = typed && (value === typed.from || value === typed.to) ? typed : null;
  const fault = left?.value === value ? left.sentence : null;

  const forget = () => {
    setTyped(null);
    setLeft(null);
  };
  const type = (text: string) => {
    const read = readNumber(label, text, props, plainly);
    const to = read.value === null || read.fault !== null ? value : read.value;
    setTyped({ text, from: value, to, origin: draft?.origin ?? value });
    setLeft(null);
    if (to !== value) onChange(to, 'move');
  };
  const leave = () => {
    if (draft === null) return;
    const read = readNumber(label, draft.text, props, plainly);
    const next = read.value ?? value;
    setLeft(read.fault === null ? null : { sentence: read.fault, value: next });
    if (read.value === null) return;
    setTyped(null);
    onChange(next, 'commit');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') leave();
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      forget();
      if (draft.origin !== value) onChange(draft.origin, 'commit');
    }
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (!direction || !step) return;
    event.preventDefault();
    forget();
    onChange(step(value, direction, event.shiftKey), 'commit');
  };

  return (
    <span className="number-field">
      <input
        type="text"
        inputMode={props.integer && props.min >= 0 ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault ? faultId : undefined}
        value={draft?.text ?? showNumber(value, digits)}
        onChange={(event) => type(event.target.value)}
        onFocus={learn}
        onBlur={leave}
        onKeyDown={press}
      />
      {fault && (
        <span className="field-fault" id={faultId} role="status">
          {fault}
        </span>
      )}
    </span>
  );
}
