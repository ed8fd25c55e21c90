import { useRef, useState, type ReactNode } from 'react';
import { lazyPart } from '../lazy-part';
import { Overlaid } from './Overlaid';

const PopoverPopup = lazyPart(() => import('./PopoverPopup'));

/** A button whose details float beside it when it is pressed. */
export function Popover(props: {
  title: string;
  button: ReactNode;
  buttonLabel?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="bare-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={props.buttonLabel}
        onClick={() => setOpen(!open)}
      >
        {props.button}
      </button>
      {open && (
        <Overlaid name={props.title} onClose={close}>
          <PopoverPopup title={props.title} anchor={anchor} onClose={close}>
            {props.children}
          </PopoverPopup>
        </Overlaid>
      )}
    </>
  );
}
