import { useId, type ReactNode } from 'react';
import { Restarts } from './Restarts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly Choice<Value>[];
  onChange(value: Value): void;
  help?: string | undefined;
  /** Marked as one that starts the training anew. */
  restarts?: boolean | undefined;
}

export function Select<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange, help, restarts } = props;
  const id = useId();
  return (
    <div className="field" title={help}>
      <span>
        <label htmlFor={id}>{label}</label>
        <Restarts when={restarts} />
      </span>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A few choices side by side: radio buttons that look like one bar. */
export function SegmentedControl<Value extends string>(
  props: ChoiceProps<Value> & { hideLabel?: boolean },
) {
  const { label, value, options, onChange, help, restarts, hideLabel } = props;
  const name = useId();
  return (
    <fieldset className="segmented" title={help}>
      <legend className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
        <Restarts when={restarts} />
      </legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Toggle(props: {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
  help?: string | undefined;
}) {
  return (
    <label className="toggle" title={props.help}>
      <input
        type="checkbox"
        role="switch"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}

/** Content that is folded away until it is asked for. */
export function Disclosure(props: { summary: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="disclosure" open={props.open}>
      <summary>{props.summary}</summary>
      <div className="disclosure-body">{props.children}</div>
    </details>
  );
}
