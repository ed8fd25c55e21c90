import { Dialog } from '@base-ui/react/dialog';
import { Icon } from '../Icon';
import type { DialogProps } from './types';

export default function DialogPopup(props: DialogProps) {
  const { title, onClose, variant = 'window', initialFocus, finalFocus, children } = props;
  const aside = variant === 'aside';
  return (
    <Dialog.Root
      open
      modal={!aside}
      disablePointerDismissal={aside}
      onOpenChange={(open) => open || onClose()}
    >
      <Dialog.Portal>
        {!aside && <Dialog.Backdrop className="backdrop" data-variant={variant} />}
        <Dialog.Popup className="dialog" data-variant={variant} {...{ initialFocus, finalFocus }}>
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close" title="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className="dialog-body">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
