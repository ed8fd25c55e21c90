import {
  Children,
  Fragment,
  isValidElement,
  lazy,
  Suspense,
  useContext,
  type ReactNode,
} from 'react';
import { EmbellishContext, useBusy } from '../activity';
import { NotationContext } from './context';

const Plain = ({ text }: { text: string }) => text;

/** Without its code, as offline, a caption is plain text. */
const MarkedText = lazy(() => import('./MarkedText').catch(() => ({ default: Plain })));

/** A caption whose terms explain themselves where the page uses them first; links in it stay as they are. */
export function Terms({ children }: { children: ReactNode }) {
  const notation = useContext(NotationContext);
  const may = useContext(EmbellishContext);
  return notation && may ? marked(children) : children;
}

/** The texts of a caption, also between links and numbers, marked. */
function marked(node: ReactNode): ReactNode {
  if (typeof node === 'string')
    return (
      <Suspense fallback={<Waiting text={node} />}>
        <MarkedText text={node} />
      </Suspense>
    );
  if (isValidElement<{ children?: ReactNode }>(node) && node.type === Fragment)
    return Children.map(node.props.children, marked);
  return node;
}

function Waiting({ text }: { text: string }) {
  useBusy();
  return text;
}
