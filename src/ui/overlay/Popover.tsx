import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';

const PopoverPopup = lazy(() => import('./PopoverPopup'));

/** A button whose details float beside it when it is pressed. */
export function Popover(props: {
  title: string;
  button: ReactNode;
  buttonLabel?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
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
        <Suspense>
          <PopoverPopup title={props.title} anchor={anchor} onClose={() => setOpen(false)}>
            {props.children}
          </PopoverPopup>
        </Suspense>
      )}
    </>
  );
}
