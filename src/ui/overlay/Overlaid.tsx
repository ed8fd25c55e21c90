import { Suspense, type ReactNode } from 'react';
import { ErrorBoundary, messageOf } from '../ErrorBoundary';
import { useFigureActions } from '../figure/context';
import { retryParts } from '../lazy-part';

interface OverlaidProps {
  /** What was opened, as the reader knows it. */
  readonly name: string;
  onClose(): void;
  readonly children: ReactNode;
}

/** What has been opened over the page: where it fails it is closed again, and the page stays as it is. */
export function Overlaid({ name, onClose, children }: OverlaidProps) {
  const { notify } = useFigureActions();
  const fail = (error: unknown) => {
    retryParts();
    notify(`“${name}” could not be opened: ${messageOf(error)}. Try again.`, 'error');
    onClose();
  };
  return (
    <ErrorBoundary name={name} onError={fail}>
      <Suspense>{children}</Suspense>
    </ErrorBoundary>
  );
}
