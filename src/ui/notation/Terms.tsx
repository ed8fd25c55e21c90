import { lazy, Suspense, useContext, type ReactNode } from 'react';
import { EmbellishContext, useBusy } from '../activity';
import { NotationContext } from './context';

const Plain = ({ text }: { text: string }) => text;

/** Without its code, as offline, a caption is plain text. */
const MarkedText = lazy(() => import('./MarkedText').catch(() => ({ default: Plain })));

/** A caption whose terms explain themselves where the page uses them first. */
export function Terms({ children }: { children: ReactNode }) {
  const notation = useContext(NotationContext);
  const may = useContext(EmbellishContext);
  if (!notation || !may || typeof children !== 'string') return children;
  return (
    <Suspense fallback={<Waiting text={children} />}>
      <MarkedText text={children} />
    </Suspense>
  );
}

function Waiting({ text }: { text: string }) {
  useBusy();
  return text;
}
