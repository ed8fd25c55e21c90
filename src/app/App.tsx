import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useVanilla } from '../state/react';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { useBusy } from '../ui/activity';
import { Notices } from '../ui/basics';
import { FigureContext } from '../ui/figure/context';
import { CONTROLS_ID } from '../ui/LabLayout';
import { Dialog } from '../ui/overlay/Dialog';
import { createActions } from './actions';
import { CapabilityBanner } from './CapabilityBanner';
import { Header } from './Header';
import { useCompute, useDrawnRoute, useOpenLab, usePlace, useShortcut } from './hooks';
import { NotationHost } from './NotationHost';
import { useServices } from './services';

const Presentation = lazy(() => import('./Presentation'));
const HelpBody = lazy(() => import('./HelpBody'));
const ReceiptBody = lazy(() => import('./ReceiptBody'));

/**
 * The page: one lab under a slim header, or one of its figures on the big screen.
 * @param props.onDrawn called when the page is there, with a lab or with what waits for one
 */
export function App({ onDrawn }: { onDrawn(): void }) {
  const services = useServices();
  const presenting = usePlace('present') !== null;
  const title = useLabTitle();
  const common = useMemo(() => createActions(services), [services]);
  const actions = useMemo(() => ({ ...common, presenting }), [common, presenting]);
  useLayoutEffect(onDrawn, [onDrawn]);
  return (
    <FigureContext value={actions}>
      <NotationHost>
        {presenting ? (
          <ErrorBoundary name="the presentation">
            <Suspense fallback={<Loading />}>
              <Presentation />
            </Suspense>
          </ErrorBoundary>
        ) : (
          <Page title={title} onCopyLink={() => common.copyLink('')} />
        )}
      </NotationHost>
      <NoticeRegion />
    </FigureContext>
  );
}

function useLabTitle(): string {
  const { sessions } = useServices();
  const id = usePlace('lab');
  const title = sessions.labs.find((lab) => lab.id === id)?.title ?? '';
  useEffect(() => {
    document.title = `${title} · Noisy Argmax`;
  }, [title]);
  return title;
}

type Open = 'help' | 'receipt' | null;

function Page({ title, onCopyLink }: { title: string; onCopyLink(): void }) {
  const [open, setOpen] = useState<Open>(null);
  const { navigation, sessions } = useServices();
  const lab = usePlace('lab');
  const { degraded, note } = useVanilla(useCompute().status);
  const help = useCallback(() => setOpen('help'), []);
  useShortcut('?', help);
  const present = () =>
    void sessions.open(lab).then(({ figures }) => navigation.present(figures[0]?.id ?? null));
  return (
    <>
      <a className="skip-link" href="#controls" onClick={skipTo(CONTROLS_ID)}>
        Skip to the controls
      </a>
      <a className="skip-link" href="#main" onClick={skipTo('main')}>
        Skip to the figures
      </a>
      <Header
        onCopyLink={onCopyLink}
        onOpenReceipt={() => setOpen('receipt')}
        onPresent={present}
        onHelp={help}
      />
      {degraded && <CapabilityBanner message={note} />}
      <main id="main" tabIndex={-1}>
        <ErrorBoundary key={lab} name={`the ${title} lab`} onReload={() => sessions.forget(lab)}>
          <Suspense fallback={<Loading />}>
            <LabView />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Dialog open={open === 'help'} title="Keys" onClose={() => setOpen(null)}>
        <HelpBody />
      </Dialog>
      <Dialog open={open === 'receipt'} title="Open a saved figure" onClose={() => setOpen(null)}>
        <ReceiptBody onDone={() => setOpen(null)} />
      </Dialog>
    </>
  );
}

/** The hash belongs to the state of the lab, so a skip link must not write there. */
const skipTo = (id: string) => (event: { preventDefault(): void }) => {
  event.preventDefault();
  document.getElementById(id)?.focus();
};

function LabView() {
  const lab = usePlace('lab');
  const { view } = useOpenLab();
  useDrawnRoute(lab);
  return view();
}

function Loading() {
  useBusy();
  return (
    <p className="loading" role="status">
      Loading…
    </p>
  );
}

function NoticeRegion() {
  const { notices } = useServices();
  return <Notices notices={useVanilla(notices)} onDismiss={notices.dismiss} />;
}
