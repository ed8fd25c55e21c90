import { Suspense, useContext } from 'react';
import { lazyPart, Nothing } from '../lazy-part';
import { AboutContext, NotationContext } from './context';

/** Without its code, as offline, the help is all there is. */
const ControlNote = lazyPart(() => import('./ControlNote'), Nothing);

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
