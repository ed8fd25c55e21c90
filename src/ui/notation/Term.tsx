import { useRef, useState, type KeyboardEvent } from 'react';
import { lazyPart } from '../lazy-part';
import { Overlaid } from '../overlay/Overlaid';
import { EntryNote } from './EntryNote';
import type { NotationEntry } from './types';
import { titleOf } from './words';

const PopoverPopup = lazyPart(() => import('../overlay/PopoverPopup'));

/** A word that opens what it means. No button of the browser's: that would be a box in the line. */
export function Term({ text, entry }: { text: string; entry: NotationEntry }) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const close = () => setOpen(false);
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
        <Overlaid name={titleOf(entry)} onClose={close}>
          <PopoverPopup title={titleOf(entry)} anchor={anchor} onClose={close}>
            <EntryNote entry={entry} />
          </PopoverPopup>
        </Overlaid>
      )}
    </>
  );
}
