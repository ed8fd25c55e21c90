import { Popover } from '@base-ui/react/popover';
import { useMemo } from 'react';
import { PopoverContext } from './popover-context';
import type { PopoverPopupProps } from './types';

export default function PopoverPopup({ title, anchor, onClose, children }: PopoverPopupProps) {
  const around = useMemo(() => ({ anchor, close: onClose }), [anchor, onClose]);
  // a press on the button itself is the button's business: it closes what it opened
  const change = (open: boolean, { event }: { event: Event }) => {
    const onButton = event.target instanceof Node && anchor.current?.contains(event.target);
    if (!open && !onButton) onClose();
  };
  return (
    <Popover.Root open onOpenChange={change}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} align="end" sideOffset={6} className="floating">
          <Popover.Popup className="popover" finalFocus={anchor}>
            <Popover.Title className="popover-title">{title}</Popover.Title>
            <PopoverContext value={around}>{children}</PopoverContext>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
