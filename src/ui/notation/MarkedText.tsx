import {
  Children,
  Fragment,
  isValidElement,
  use,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { NotationContext } from './context';
import { createFirstUses } from './first-uses';
import { termFinder } from './segments';
import { Term } from './Term';
import type { Notation } from './types';

/** All captions of the page, in one order. */
const uses = createFirstUses();

const finders = new WeakMap<Notation, ReturnType<typeof termFinder>>();

/** Every caption looks for the same terms. */
function finderOf(notation: Notation) {
  const finder = finders.get(notation) ?? termFinder(notation.entries);
  finders.set(notation, finder);
  return finder;
}

/** A caption with its terms underlined where the page uses them first; it takes no other room for that. */
export default function MarkedText({ children }: { children: ReactNode }) {
  const actions = use(NotationContext);
  const notation = actions && use(actions.load());
  return notation ? marked(children, notation) : children;
}

/** The texts of a caption, also those between links and numbers. */
function marked(node: ReactNode, notation: Notation): ReactNode {
  if (typeof node === 'string') return <Marked text={node} notation={notation} />;
  if (isValidElement<{ children?: ReactNode }>(node) && node.type === Fragment)
    return Children.map(node.props.children, (child) => marked(child, notation));
  return node;
}

function Marked({ text, notation }: { text: string; notation: Notation }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const pieces = useMemo(() => finderOf(notation)(text), [notation, text]);
  const used = pieces.flatMap(({ entry }) => entry ?? []).join(' ');
  useLayoutEffect(
    () => (place && used ? uses.place(place, used.split(' ')) : undefined),
    [place, used],
  );
  const first = useSyncExternalStore(uses.subscribe, () => uses.firstIn(place)).split(' ');
  const entryOf = (id?: string) =>
    id !== undefined && first.includes(id) ? notation.entries.find((one) => one.id === id) : null;
  return (
    <span ref={setPlace}>
      {pieces.map(({ text: piece, entry: id }) => {
        const entry = entryOf(id);
        return entry ? <Term key={entry.id} text={piece} entry={entry} /> : piece;
      })}
    </span>
  );
}
