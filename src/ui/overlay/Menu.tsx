import { lazy, Suspense, useRef, useState } from 'react';
import { IconButton } from '../basics';
import type { IconName } from '../Icon';
import type { MenuItem } from './types';

// the popup's code comes when a menu is first opened
const MenuPopup = lazy(() => import('./MenuPopup'));

/** A button that opens a list of commands. */
export function Menu(props: { label: string; icon?: IconName; items: readonly MenuItem[] }) {
  const { label, icon = 'menu', items } = props;
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
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
        <Suspense>
          <MenuPopup label={label} items={items} anchor={anchor} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
