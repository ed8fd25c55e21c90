import {
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';
import type { AnyLabStore } from '../../state/lab-store';
import { createPatientViews } from '../../state/patient';
import { parseHash } from '../../state/route';
import { shorten } from '../../state/shorten';
import { EmbellishContext, useBegin } from '../../ui/activity';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { FigureContext, useFigureActions } from '../../ui/figure/context';
import type { FigureActions, FigurePrograms } from '../../ui/figure/types';
import { FileDrop } from '../../ui/FileDrop';
import { WaitingFigure } from '../../ui/figure/WaitingFigure';
import { ToldContext } from '../../ui/notation/context';
import { LabLayout } from '../../ui/LabLayout';
import { useLow, useNarrow } from '../../ui/useMedia';
import { useOnScreen } from '../../ui/useOnScreen';
import { LabContext, useAnyLab, type Lit } from './context';
import { Controls, type ControlsVariant } from './Controls';
import { shows, useLesson } from './lesson';
import { figuresOf } from './lesson-names';
import type { AnyLabSpec } from './spec';

interface LabFrameProps {
  lab: AnyLabSpec;
  store: AnyLabStore;
  results: unknown;
  children: ReactNode;
}

/** Gives the parts of a lab their lab. */
export function LabFrame({ lab, store, results, children }: LabFrameProps) {
  const [pointed, setLit] = useState<Lit | null>(null);
  const told = useContext(ToldContext);
  const lit = pointed ?? told;
  const { useAnswered = atOnce } = lab;
  const [started, setStarted] = useState(useAnswered === atOnce);
  const context = useMemo(
    () => ({ lab, store, results, watched: asItIs, seen: true, started, lit, setLit }),
    [lab, store, results, started, lit],
  );
  const start = useCallback(() => {
    setStarted(true);
    lab.onStarted?.(results);
  }, [lab, results]);
  const actions = useFigureActions();
  const withPrograms = useMemo(
    () => ({ ...actions, programs: programsOf(lab, store, results, actions) }),
    [actions, lab, store, results],
  );
  return (
    <LabContext value={context}>
      <FigureContext value={withPrograms}>{children}</FigureContext>
      <FirstTurn useAnswered={useAnswered} onOver={start} />
    </LabContext>
  );
}

/** The experiments of a lab as programs, with the settings and the receipt of the moment. */
function programsOf(
  { title, programs }: AnyLabSpec,
  store: AnyLabStore,
  results: unknown,
  { settings, receipt }: Pick<FigureActions, 'settings' | 'receipt'>,
): FigurePrograms | null {
  if (!programs) return null;
  return {
    forms: (figure) => programs.forms(figure, store.getState().values),
    async write(figure, form) {
      const { values } = store.getState();
      const [line, made] = await Promise.all([settings(), receipt(undefined, undefined)]);
      const origin = [`${title} lab of Noisy Argmax: ${line}`, made];
      return programs.write({ figure, form, values, results, origin });
    },
  };
}

const atOnce = () => true;

/** Time to paint the first numbers, and the longest wait for them. */
const PAINT_MS = 100;
const LOAD_ANYWAY_MS = 3000;

/** The turn of the main figure: all else loads once its first numbers are painted. */
function FirstTurn({ useAnswered, onOver }: { useAnswered: () => boolean; onOver(): void }) {
  const answered = useAnswered();
  useEffect(() => {
    const timer = setTimeout(onOver, answered ? PAINT_MS : LOAD_ANYWAY_MS);
    return () => clearTimeout(timer);
  }, [answered, onOver]);
  return null;
}

const asItIs = <Store,>(store: Store) => store;

/** Lights the marks of the term that is pointed at. */
function Highlight({ children }: { children: ReactNode }) {
  const { lit } = useAnyLab();
  return (
    <div className="lab-frame" {...(typeof lit === 'string' && { 'data-highlight': lit })}>
      {children}
    </div>
  );
}

/** One figure on the big screen. */
export function PresentedFigure({ Figure }: { Figure: ComponentType }) {
  return (
    <Highlight>
      <Suspense fallback={<WaitingFigure />}>
        <Figure />
      </Suspense>
    </Highlight>
  );
}

/** Pause after which a figure outside of the window catches up with what has changed. */
const CATCH_UP_MS = 400;

/** A figure that costs nothing while it is out of sight and something moves. */
function Patient({ sought, children }: { sought: boolean; children: ReactNode }) {
  const context = useAnyLab();
  const { started } = context;
  const place = useRef<HTMLDivElement>(null);
  const begin = useBegin();
  const views = useMemo(() => createPatientViews(CATCH_UP_MS, begin), [begin]);
  const [seen, setSeen] = useState(true);
  const watch = useCallback(
    (onScreen: boolean) => {
      setSeen(onScreen);
      views.setWatched(onScreen);
    },
    [views],
  );
  useOnScreen(place, watch);
  // once for the place that it waits in, and once when what is above it has come
  useEffect(() => {
    if (sought) place.current?.scrollIntoView();
  }, [sought, started]);
  const own = useMemo(() => ({ ...context, watched: views.of, seen }), [context, views, seen]);
  return (
    <div className="patient" ref={place}>
      <LabContext value={own}>{children}</LabContext>
    </div>
  );
}

/** Where the controls stand in this window. */
function useVariant(): ControlsVariant {
  const narrow = useNarrow();
  const low = useLow();
  return low ? 'side' : narrow ? 'bar' : 'panel';
}

/** Id of the figure that the link led to when the lab was opened. */
function useSought(figures: AnyLabSpec['figures']): string | null {
  const { notify } = useFigureActions();
  const [sought] = useState(() => parseHash(globalThis.location?.hash ?? '').at);
  const missing = sought !== null && figures.every(({ id }) => id !== sought) ? sought : null;
  useEffect(() => {
    if (missing !== null) notify(`This lab has no figure called "${shorten(missing)}".`, 'warning');
  }, [missing, notify]);
  return sought;
}

/** All figures of a lab with its controls, on an ordinary screen. */
export function LabPage() {
  const { lab, started } = useAnyLab();
  const { Intro, Files = FileDrop, figures } = lab;
  const { lesson } = useLesson();
  const variant = useVariant();
  const Status = lab.training?.Status;
  const waiting = <WaitingFigure />;
  const sought = useSought(figures);
  const [main, ...secondary] = figuresOf(figures, lesson).map(({ id, title, Figure }, i) => (
    <ErrorBoundary key={id} name={`the figure "${title}"`}>
      <Patient sought={id === sought}>
        <Suspense fallback={waiting}>{i === 0 || started ? <Figure /> : waiting}</Suspense>
      </Patient>
    </ErrorBoundary>
  ));
  return (
    <Highlight>
      <EmbellishContext value={started}>
        <Files />
        <LabLayout
          intro={<Intro />}
          main={main}
          secondary={secondary}
          controls={<Controls variant={variant} />}
          narrow={variant !== 'panel'}
          status={variant === 'bar' && Status && shows(lesson, 'run') && <Status />}
        />
      </EmbellishContext>
    </Highlight>
  );
}
