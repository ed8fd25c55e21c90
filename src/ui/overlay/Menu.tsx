import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../basics';
import type { IconName } from '../Icon';
import { Overlaid } from './Overlaid';
import type { Popup } from './types';

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName;
  /** The list of commands while it is open; its code may come then. */
  readonly children: (popup: Popup) => ReactNode;
}

/** A button that opens a list of commands. */
export function Menu({ label, icon = 'menu', children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  return (
    <>
      <IconButton
        ref={anchor}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Overlaid name={label} onClose={close}>
          {children({ label, anchor, onClose: close })}
        </Overlaid>
      )}
    </>
  );
}
