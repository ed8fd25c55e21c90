import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { lazyPart } from '../ui/lazy-part';
import { NotationContext, ToldContext } from '../ui/notation/context';
import type { Notation } from '../ui/notation/types';
import { Overlaid } from '../ui/overlay/Overlaid';
import { useShortcut } from './hooks';

const Panel = lazyPart(() => import('../ui/notation/Panel'));

let loading: Promise<Notation | null> | undefined;

/** The texts, once; a page that can't have them goes on without. */
const load = () =>
  (loading ??= import('../lecture/notation').then(
    ({ notation }) => notation,
    () => null,
  ));

/** The panel: where it opened, from where, and what it lights. */
interface Shown {
  readonly at: string | null;
  readonly from: Element | null;
  readonly lit: string | null;
}

const shownAt = (at: string | null = null, from = document.activeElement): Shown => ({
  at,
  from,
  lit: null,
});

/** The notation of the page, and its panel beside what is inside. */
export function NotationHost({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const toggle = useCallback(() => setShown((before) => (before ? null : shownAt())), []);
  useShortcut('g', toggle);
  const actions = useMemo(
    () => ({
      load,
      open: (...place: Parameters<typeof shownAt>) => setShown(shownAt(...place)),
    }),
    [],
  );
  return (
    <NotationContext value={actions}>
      <ToldContext value={shown && shown.lit}>{children}</ToldContext>
      {shown && (
        <Overlaid name="Notation" onClose={toggle}>
          <Panel
            key={shown.at}
            {...shown}
            onLight={(lit) => setShown({ ...shown, lit })}
            onClose={toggle}
          />
        </Overlaid>
      )}
    </NotationContext>
  );
}
