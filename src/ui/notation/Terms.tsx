import { Suspense, useContext, type ReactNode } from 'react';
import { EmbellishContext, useBusy } from '../activity';
import { lazyPart } from '../lazy-part';
import { NotationContext } from './context';

interface CaptionProps {
  readonly children: ReactNode;
}

const Plain = ({ children }: CaptionProps) => children;

/** Without its code, as offline, a caption is plain text. */
const MarkedText = lazyPart(() => import('./MarkedText'), Plain);

/** A caption whose terms explain themselves where the page uses them first; links in it stay as they are. */
export function Terms({ children }: CaptionProps) {
  const notation = useContext(NotationContext);
  const may = useContext(EmbellishContext);
  if (!notation || !may) return children;
  return (
    <Suspense fallback={<Waiting>{children}</Waiting>}>
      <MarkedText>{children}</MarkedText>
    </Suspense>
  );
}

function Waiting({ children }: CaptionProps) {
  useBusy();
  return children;
}
