import { use, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
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

/** A text with its terms underlined where the page uses them first; it takes no other room for that. */
export default function MarkedText({ text }: { text: string }) {
  const actions = use(NotationContext);
  const notation = actions && use(actions.load());
  return notation ? <Marked {...{ text, notation }} /> : text;
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
