import { Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { shortHash } from '../lecture/links';
import { LessonContext, shows } from '../labs/kit/lesson';
import { withAll } from '../state/lesson';
import { useVanilla } from '../state/react';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { useBusy } from '../ui/activity';
import { Notices } from '../ui/basics';
import { FigureContext } from '../ui/figure/context';
import { lazyPart, Nothing } from '../ui/lazy-part';
import { Overlaid } from '../ui/overlay/Overlaid';
import { PageFilesContext, type TakeFiles } from '../ui/page-files';
import { CONTROLS_ID } from '../ui/controls-id';
import { createActions } from './actions';
import type { Opened } from './Dialogs';
import { Header } from './Header';
import { Home } from './home/Home';
import { useDrawnRoute, useOpenLab, usePlace, useShortcut } from './hooks';
import { NotationHost } from './NotationHost';
import { pages } from './pages';
import { useServices } from './services';

const Presentation = lazyPart(() => import('./Presentation'));
const Lecture = lazyPart(() => import('./lecture/Lecture'));
const CapabilityBanner = lazyPart(() => import('./CapabilityBanner'), Nothing);
const OwnPage = lazyPart(() => import('./OwnPage'));
const EmbedFoot = lazyPart(() => import('./embed/EmbedFoot'), Nothing);
const Dialogs = lazyPart(() => import('./Dialogs'));

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
  const lesson = usePlace('lesson');
  const lab = usePlace('lab');
  const own = pages.find(({ id }) => id === lab);
  const title = useLabTitle();
  const common = useMemo(() => createActions(services), [services]);
  const take = useCallback<TakeFiles>(
    // what checks a file comes when there is one
    async (...files) => (await import('./course/dropped')).takeDropped(services, ...files),
    [services],
  );
  const place = `${lab} ${presenting}`;
  // a dialog is of the page that it was opened on
  const [dialog, setDialog] = useState<{ opened: Opened; place: string } | null>(null);
  if (dialog !== null && dialog.place !== place) setDialog(null);
  const closeDialog = () => setDialog(null);
  const open = useCallback((opened: Opened) => setDialog({ opened, place }), [place]);
  const help = useCallback(() => open({ kind: 'help' }), [open]);
  const actions = useMemo(() => {
    const report = (receipt: string) => open({ kind: 'report', receipt });
    const embed = (id: string, title: string) => open({ kind: 'embed', figure: { id, title } });
    return {
      ...common,
      presenting,
      quiet: null,
      menu: shows(lesson, 'menu'),
      programs: null,
      report,
      embed,
    };
  }, [common, presenting, lesson, open]);
  const taught = useMemo(
    () => ({ lesson, showAll: () => lesson && services.navigation.teach(withAll(lesson)) }),
    [lesson, services],
  );
  useLayoutEffect(onDrawn, [onDrawn]);
  return (
    <FigureContext value={actions}>
      <LessonContext value={taught}>
        <NotationHost>
          <PageFilesContext value={take}>
            {presenting || own ? (
              <ErrorBoundary name="the presentation">
                <Suspense fallback={<Loading />}>
                  {own ? (
                    <OwnPage id={own.id} />
                  ) : inLecture ? (
                    <Lecture />
                  ) : (
                    <Presentation onHelp={help} />
                  )}
                </Suspense>
              </ErrorBoundary>
            ) : (
              <Page title={title} onOpen={open} onCopyLink={() => common.copyLink('')} />
            )}
          </PageFilesContext>
          <Suspense>
            {services.embedded && <EmbedFoot />}
            {dialog && (
              <Overlaid name="That" onClose={closeDialog}>
                <Dialogs opened={dialog.opened} onClose={closeDialog} />
              </Overlaid>
            )}
          </Suspense>
        </NotationHost>
        <NoticeRegion />
      </LessonContext>
    </FigureContext>
  );
}

function useLabTitle(): string {
  const { sessions } = useServices();
  const id = usePlace('lab');
  const title =
    [...sessions.labs, ...sessions.beside, ...pages].find((page) => page.id === id)?.title ?? '';
  useEffect(() => {
    document.title = title ? `${title} · Noisy Argmax` : 'Noisy Argmax';
  }, [title]);
  return title;
}

interface PageProps {
  readonly title: string;
  onOpen(opened: Opened): void;
  onCopyLink(): void;
}

function Page({ title, onOpen, onCopyLink }: PageProps) {
  const { embedded, navigation, sessions } = useServices();
  const lab = usePlace('lab');
  const atHome = lab === '';
  const help = useCallback(() => onOpen({ kind: 'help' }), [onOpen]);
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
      {!embedded && (
        <Header onCopyLink={onCopyLink} onOpen={onOpen} onPresent={present} onHelp={help} />
      )}
      {!atHome && !embedded && (
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

/** What asks for something, such as leave to load a new version, waits until nobody looks at a big screen. */
function NoticeRegion() {
  const { notices } = useServices();
  const all = useVanilla(notices);
  const presenting = [usePlace('present'), usePlace('scene')].some((shown) => shown !== null);
  const shown = presenting ? all.filter(({ action }) => !action) : all;
  return <Notices notices={shown} onDismiss={notices.dismiss} />;
}
