import { lazy, Suspense, useContext } from 'react';
import { AboutContext, NotationContext } from './context';

/** Without its code, as offline, the help is all there is. */
const ControlNote = lazy(() => import('./ControlNote').catch(() => ({ default: () => null })));

/** What the popover of a control says: its help, and what the notation has of it. */
export function Help({ children }: { children: string }) {
  const about = useContext(AboutContext);
  const notation = useContext(NotationContext);
  return (
    <>
      <p>{children}</p>
      {about !== null && notation && (
        <Suspense>
          <ControlNote />
        </Suspense>
      )}
    </>
  );
}
