import { useId, useState } from 'react';
import { ControlName } from './ControlName';
import { parseNumbers, type NumberListBounds } from './parse-numbers';

export interface NumbersInputProps extends NumberListBounds {
  label: string;
  value: readonly number[];
  onChange(numbers: readonly number[]): void;
  help?: string;
}

/**
 * A list of numbers to be typed or pasted. What can't be used gets a sentence while the text stays
 * as it is and the last good list stays in use.
 */
export function NumbersInput(props: NumbersInputProps) {
  const { label, value, onChange, help } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const noteId = useId();
  const text = draft ?? value.join(' ');
  const parsed = parseNumbers(text, props);
  const type = (next: string) => {
    setDraft(next);
    const read = parseNumbers(next, props);
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
        onBlur={() => parsed.ok && setDraft(null)}
      />
      <p className={parsed.ok ? 'muted' : 'field-fault'} id={noteId} role="status">
        {parsed.ok
          ? [`${parsed.numbers.length} numbers.`, ...parsed.notes].join(' ')
          : parsed.fault}
      </p>
    </div>
  );
}
