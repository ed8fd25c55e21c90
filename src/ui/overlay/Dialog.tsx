import { lazy, Suspense, type ReactNode } from 'react';

export interface DialogProps {
  open: boolean;
  title: string;
  onClose(): void;
  /** 'sheet' slides in from the bottom edge, for phones. */
  variant?: 'window' | 'sheet';
  children: ReactNode;
}

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
