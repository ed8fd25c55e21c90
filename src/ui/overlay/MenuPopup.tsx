import { Menu } from '@base-ui/react/menu';
import type { MenuPopupProps } from './types';

export default function MenuPopup({ label, items, anchor, onClose }: MenuPopupProps) {
  return (
    <Menu.Root open onOpenChange={(open) => open || onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} align="end" sideOffset={4} className="floating">
          <Menu.Popup className="menu" aria-label={label} finalFocus={anchor}>
            {items.map((item) => (
              <Menu.Item key={item.label} className="menu-item" onClick={item.onSelect}>
                {item.label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
