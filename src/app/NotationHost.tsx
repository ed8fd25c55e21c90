import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { NotationContext, ToldContext } from '../ui/notation/context';
import type { Notation } from '../ui/notation/types';
import { useShortcut } from './hooks';
import { useServices } from './services';

const Panel = lazy(() => import('../ui/notation/Panel'));

let loading: Promise<Notation | null> | null = null;

/** The texts, once; a page that can't have them goes on without. */
const load = () =>
  (loading ??= import('../lecture/notation').then(
    ({ notation }) => notation,
    () => null,
  ));

/** Where the panel was opened, and from where. */
interface Shown {
  readonly at: string | null;
  readonly from: HTMLElement | null;
}

/** The notation of the page, and its panel beside what is inside. */
export function NotationHost({ children }: { children: ReactNode }) {
  const { notices } = useServices();
  const [shown, setShown] = useState<Shown | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const isOpen = useRef(false);
  const close = useCallback(() => {
    isOpen.current = false;
    setShown(null);
    setTold(null);
  }, []);
  const open = useCallback(
    (at: string | null = null, from = focused()) => {
      void load().then((notation) => {
        if (!notation) return notices.add('The notation could not be loaded.', 'warning');
        isOpen.current = true;
        setShown({ at, from });
      });
    },
    [notices],
  );
  useShortcut(
    'g',
    useCallback(() => (isOpen.current ? close() : open()), [open, close]),
  );
  const actions = useMemo(() => ({ load, open }), [open]);
  return (
    <NotationContext value={actions}>
      <ToldContext value={told}>{children}</ToldContext>
      {shown && (
        <ErrorBoundary name="the notation">
          <Suspense>
            <Panel key={shown.at} {...shown} onLight={setTold} onClose={close} />
          </Suspense>
        </ErrorBoundary>
      )}
    </NotationContext>
  );
}

const focused = () =>
  document.activeElement instanceof HTMLElement ? document.activeElement : null;
