import { useId, useState } from 'react';
import { ControlName } from './ControlName';
import { parseNumbers, type NumberListBounds } from './parse-numbers';

export interface NumbersInputProps extends NumberListBounds {
  label: string;
  value: readonly number[];
  onChange(numbers: readonly number[]): void;
  help?: string;
}

/** What is typed, with the numbers before it and those that it stands for. */
interface Draft {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((number, i) => number === b[i]);

/**
 * A list of numbers to be typed or pasted. What can't be used gets a sentence while the text stays
 * as it is and the last good list stays in use; numbers from elsewhere take the place of the text.
 */
export function NumbersInput(props: NumbersInputProps) {
  const { label, value, onChange, help } = props;
  const [typed, setTyped] = useState<Draft | null>(null);
  const draft = typed && (same(value, typed.from) || same(value, typed.to)) ? typed : null;
  const id = useId();
  const noteId = useId();
  const text = draft?.text ?? value.join(' ');
  const parsed = parseNumbers(text, props);
  const type = (next: string) => {
    const read = parseNumbers(next, props);
    setTyped({ text: next, from: value, to: read.ok ? read.numbers : value });
    if (read.ok) onChange(read.numbers);
  };
  return (
    <div className="field numbers-input">
      <ControlName {...{ label, help, id }} />
      <textarea
        rows={3}
        spellCheck={false}
        autoComplete="off"
        value={text}
        aria-labelledby={id}
        aria-invalid={!parsed.ok}
        aria-describedby={noteId}
        onChange={(event) => type(event.target.value)}
        onBlur={() => parsed.ok && setTyped(null)}
      />
      <p className={parsed.ok ? 'muted' : 'field-fault'} id={noteId} role="status">
        {parsed.ok
          ? [`${parsed.numbers.length} numbers.`, ...parsed.notes].join(' ')
          : parsed.fault}
      </p>
    </div>
  );
}
