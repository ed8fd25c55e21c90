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

/**
 * A text field for one number. It keeps what is typed until it is left, passes on every valid value
 * at once, and answers an invalid one with a sentence. Escape brings the value back.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, step, digits = 6 } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const faultId = useId();

  const type = (text: string) => {
    const read = readNumber(label, text, props);
    setDraft(text);
    setFault(null);
    if (read.value !== null && read.fault === null) onChange(read.value, 'move');
  };
  const leave = () => {
    if (draft === null) return;
    const read = readNumber(label, draft, props);
    setFault(read.fault);
    if (read.value === null) return;
    setDraft(null);
    onChange(read.value, 'commit');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') leave();
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      setFault(null);
    }
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (!direction || !step) return;
    event.preventDefault();
    setDraft(null);
    setFault(null);
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
        value={draft ?? showNumber(value, digits)}
        onChange={(event) => type(event.target.value)}
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
