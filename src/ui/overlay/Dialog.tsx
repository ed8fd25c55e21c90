import { lazyPart } from '../lazy-part';
import { Overlaid } from './Overlaid';
import type { DialogProps } from './types';

const DialogPopup = lazyPart(() => import('./DialogPopup'));

/** A modal dialog; neither it nor its children cost anything until it is opened. */
export function Dialog(props: DialogProps) {
  if (!props.open) return null;
  return (
    <Overlaid name={props.title} onClose={props.onClose}>
      <DialogPopup {...props} />
    </Overlaid>
  );
}
