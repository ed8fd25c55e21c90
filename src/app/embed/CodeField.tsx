import { useRef } from 'react';
import { useServices } from '../services';
import { embedWords as words } from './words';

interface CodeFieldProps {
  readonly label: string;
  readonly text: string;
  /** Name of the button. */
  readonly copy: string;
  /** What is said when it has copied. */
  readonly copied: string;
}

/** A text to be taken along; where the browser does not allow copying it is selected instead. */
export function CodeField({ label, text, copy, copied }: CodeFieldProps) {
  const { notices } = useServices();
  const field = useRef<HTMLTextAreaElement>(null);
  const take = () =>
    void navigator.clipboard.writeText(text).then(
      () => notices.add(copied),
      () => {
        field.current?.focus();
        field.current?.select();
        notices.add(words.denied, 'warning');
      },
    );
  return (
    <>
      <label className="receipt-text">
        <span>{label}</span>
        <textarea ref={field} rows={3} readOnly value={text} />
      </label>
      <button type="button" className="button" onClick={take}>
        {copy}
      </button>
    </>
  );
}
