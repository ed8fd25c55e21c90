import { lazy, Suspense } from 'react';
import type { DialogProps } from './types';

const DialogPopup = lazy(() => import('./DialogPopup'));

/** A modal dialog; neither it nor its children cost anything until it is opened. */
export function Dialog(props: DialogProps) {
  if (!props.open) return null;
  return (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  );
}
