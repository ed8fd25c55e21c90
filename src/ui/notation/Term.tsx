import { lazy, Suspense, useRef, useState, type KeyboardEvent } from 'react';
import { EntryNote } from './EntryNote';
import type { NotationEntry } from './types';
import { titleOf } from './words';

const PopoverPopup = lazy(() => import('../overlay/PopoverPopup'));

/** A word that opens what it means. No button of the browser's: that would be a box in the line. */
export function Term({ text, entry }: { text: string; entry: NotationEntry }) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    setOpen(!open);
  };
  return (
    <>
      <span
        ref={anchor}
        role="button"
        tabIndex={0}
        className="term"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={press}
      >
        {text}
      </span>
      {open && (
        <Suspense>
          <PopoverPopup title={titleOf(entry)} anchor={anchor} onClose={() => setOpen(false)}>
            <EntryNote entry={entry} />
          </PopoverPopup>
        </Suspense>
      )}
    </>
  );
}
