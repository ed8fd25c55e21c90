import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { shortHash } from '../lecture/links';
import { useVanilla } from '../state/react';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { useBusy } from '../ui/activity';
import { Notices } from '../ui/basics';
import { FigureContext } from '../ui/figure/context';
import { CONTROLS_ID } from '../ui/controls-id';
import { Dialog } from '../ui/overlay/Dialog';
import { createActions } from './actions';
import { Header } from './Header';
import { Home } from './home/Home';
import { useDrawnRoute, useOpenLab, usePlace, useShortcut } from './hooks';
import { NotationHost } from './NotationHost';
import { pages } from './pages';
import { useServices } from './services';

const Presentation = lazy(() => import('./Presentation'));
const Lecture = lazy(() => import('./lecture/Lecture'));
const CapabilityBanner = lazy(() => import('./CapabilityBanner'));
const OwnPage = lazy(() => import('./OwnPage'));
const HelpBody = lazy(() => import('./HelpBody'));
const CourseBody = lazy(() => import('./course/CourseBody'));
const ReceiptBody = lazy(() => import('./ReceiptBody'));

/**
 * The page: the front door or one lab under a slim header, a scene of the lecture, or a figure on the big
 * screen.
 * @param props.onDrawn called when the page is there, with a lab or with what waits for one
 */
export function App({ onDrawn }: { onDrawn(): void }) {
  const services = useServices();
  const presented = usePlace('present') !== null;
  const inLecture = usePlace('scene') !== null;
  const presenting = presented || inLecture;
  const lab = usePlace('lab');
  const own = pages.find(({ id }) => id === lab);
  const title = useLabTitle();
  const common = useMemo(() => createActions(services), [services]);
  const actions = useMemo(() => ({ ...common, presenting, quiet: null }), [common, presenting]);
  useLayoutEffect(onDrawn, [onDrawn]);
  return (
    <FigureContext value={actions}>
      <NotationHost>
        {presenting || own ? (
          <ErrorBoundary name="the presentation">
            <Suspense fallback={<Loading />}>
              {own ? <OwnPage id={own.id} /> : inLecture ? <Lecture /> : <Presentation />}
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
  const title = [...sessions.labs, ...pages].find((page) => page.id === id)?.title ?? '';
  useEffect(() => {
    document.title = title ? `${title} · Noisy Argmax` : 'Noisy Argmax';
  }, [title]);
  return title;
}

type Open = 'help' | 'receipt' | 'course' | null;

function Page({ title, onCopyLink }: { title: string; onCopyLink(): void }) {
  const [open, setOpen] = useState<Open>(null);
  const { navigation, sessions } = useServices();
  const lab = usePlace('lab');
  const atHome = lab === '';
  const help = useCallback(() => setOpen('help'), []);
  useShortcut('?', help);
  const present = () => {
    if (atHome) return navigation.open(shortHash(1));
    void sessions.open(lab).then(({ figures }) => navigation.present(figures[0]?.id ?? null));
  };
  return (
    <>
      {!atHome && (
        <a className="skip-link" href="#controls" onClick={skipTo(CONTROLS_ID)}>
          Skip to the controls
        </a>
      )}
      <a className="skip-link" href="#main" onClick={skipTo('main')}>
        {atHome ? 'Skip to the content' : 'Skip to the figures'}
      </a>
      <Header
        onCopyLink={onCopyLink}
        onOpenReceipt={() => setOpen('receipt')}
        onMakeCourse={() => setOpen('course')}
        onPresent={present}
        onHelp={help}
      />
      {!atHome && (
        <Suspense>
          <CapabilityBanner />
        </Suspense>
      )}
      <main id="main" tabIndex={-1}>
        <ErrorBoundary
          key={lab}
          name={atHome ? 'the front door' : `the ${title} lab`}
          onReload={() => sessions.forget(lab)}
        >
          <Suspense fallback={<Loading />}>{atHome ? <Home /> : <LabView />}</Suspense>
        </ErrorBoundary>
      </main>
      <Dialog open={open === 'help'} title="Keys" onClose={() => setOpen(null)}>
        <HelpBody />
      </Dialog>
      <Dialog
        open={open === 'receipt'}
        title="Open a saved figure or course"
        onClose={() => setOpen(null)}
      >
        <ReceiptBody onDone={() => setOpen(null)} />
      </Dialog>
      <Dialog open={open === 'course'} title="Make a course" onClose={() => setOpen(null)}>
        <CourseBody onDone={() => setOpen(null)} />
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
