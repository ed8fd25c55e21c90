import { useId, type ReactNode } from 'react';
import { ControlName } from './ControlName';
import { Help } from '../notation/Help';
import { Popover } from '../overlay/Popover';

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
    <div className="field">
      <ControlName {...{ label, help, restarts, id }} />
      <select
        aria-labelledby={id}
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
      >
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
    <fieldset className="segmented">
      <legend className={hideLabel ? 'visually-hidden' : undefined}>
        <ControlName {...{ label, help, restarts }} />
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
  const { label, checked, help, onChange } = props;
  return (
    <span className="toggle-row">
      <label className="toggle">
        <input
          type="checkbox"
          role="switch"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {help && (
        <Popover
          title={label}
          button={<span className="what">?</span>}
          buttonLabel={`About: ${label}`}
        >
          <Help>{help}</Help>
        </Popover>
      )}
    </span>
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
