import { Menu } from '@base-ui/react/menu';
import type { MenuItem, MenuPopupProps } from './types';

export default function MenuPopup({ label, items, anchor, onClose }: MenuPopupProps) {
  return (
    <Menu.Root open onOpenChange={(open) => open || onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} align="end" sideOffset={4} className="floating">
          <Menu.Popup className="menu" aria-label={label} finalFocus={anchor}>
            {items.map((item) => (
              <Item key={item.label} item={item} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  const { label } = item;
  if ('onSelect' in item) {
    return (
      <Menu.Item className="menu-item" onClick={item.onSelect}>
        {label}
      </Menu.Item>
    );
  }
  return (
    <Menu.SubmenuRoot>
      {/* under a hand that passes by, what opens would take the click that was meant for an item */}
      <Menu.SubmenuTrigger className="menu-item" openOnHover={false}>
        {label}
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} className="floating">
          <Menu.Popup className="menu" aria-label={label}>
            {'items' in item ? (
              item.items.map((each) => <Item key={each.label} item={each} />)
            ) : (
              <Menu.RadioGroup value={item.value} onValueChange={item.onChoose}>
                {item.choices.map((choice) => (
                  <Menu.RadioItem key={choice.value} value={choice.value} className="menu-item">
                    {choice.label}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
