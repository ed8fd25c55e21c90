import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { createPatientView } from '../../state/patient';
import { useVanilla } from '../../state/react';
import type { ResultsStore } from './results';
import { EmbellishContext, useBegin } from '../../ui/activity';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { WaitingFigure } from '../../ui/figure/WaitingFigure';
import { LabLayout } from '../../ui/LabLayout';
import { useNarrow } from '../../ui/useMedia';
import { useOnScreen } from '../../ui/useOnScreen';
import { defineLab, type LabFigure, type LabProps } from '../kit/lab';
import { connectArgmax } from './connect';
import { ArgmaxLabContext, useArgmax } from './context';
import { Controls } from './controls/Controls';
import { FrequencyFigure } from './figures/FrequencyFigure';
import { argmaxTable, normalise, type ArgmaxTable } from './params';
import { Intro } from './Intro';

type Props = LabProps<ArgmaxTable, ResultsStore>;

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = <Name extends keyof typeof import('./figures/secondary')>(name: Name) =>
  lazy(() => import('./figures/secondary').then((module) => ({ default: module[name] })));

const figures = [
  { id: 'frequency', title: 'Distribution', Figure: FrequencyFigure },
  { id: 'draw', title: 'One draw', Figure: later('DrawFigure') },
  { id: 'flips', title: 'Flips', Figure: later('FlipsFigure') },
  { id: 'simplex', title: 'Simplex', Figure: later('SimplexFigure') },
  { id: 'gradient', title: 'Gradient', Figure: later('GradientFigure') },
  { id: 'bias-variance', title: 'Bias and variance', Figure: later('BiasVarianceFigure') },
  { id: 'loss', title: 'Expected loss', Figure: later('LossFigure') },
];

/** Gives the figures their lab, lights the marks of the term that is pointed at, moves the draw. */
function Frame({ store, results, children }: Props & { children: ReactNode }) {
  const [lit, setLit] = useState<string | null>(null);
  const context = useMemo(
    () => ({ store, view: store, results, lit, setLit }),
    [store, results, lit],
  );
  useEffect(
    () =>
      store.subscribe(({ values }, { values: before }) => {
        if (values.freeze || values.sigma === before.sigma || values.draw !== before.draw) return;
        store.set({ draw: (values.draw + 1) % argmaxTable.draw.max }, store.getState().phase);
      }),
    [store],
  );
  return (
    <ArgmaxLabContext value={context}>
      <div className="lab-frame" {...(lit && { 'data-highlight': lit })}>
        {children}
      </div>
    </ArgmaxLabContext>
  );
}

/** Pause after which a figure outside of the window catches up with what has changed. */
const CATCH_UP_MS = 400;

/** A figure that costs nothing while it is out of sight and something moves. */
function Patient({ children }: { children: ReactNode }) {
  const context = useArgmax();
  const place = useRef<HTMLDivElement>(null);
  const begin = useBegin();
  const [store, results] = useMemo(
    () => [
      createPatientView(context.store, CATCH_UP_MS, begin),
      createPatientView(context.results, CATCH_UP_MS, begin),
    ],
    [context.store, context.results, begin],
  );
  const watch = useCallback(
    (onScreen: boolean) => {
      store.setWatched(onScreen);
      results.setWatched(onScreen);
    },
    [store, results],
  );
  useOnScreen(place, watch);
  const seen = useMemo(() => ({ ...context, view: store, results }), [context, store, results]);
  return (
    <div className="patient" ref={place}>
      <ArgmaxLabContext value={seen}>{children}</ArgmaxLabContext>
    </div>
  );
}

/** Time to paint the first numbers, and the longest wait for them. */
const PAINT_MS = 100;
const LOAD_ANYWAY_MS = 3000;

/** Whether the main figure has had its turn: the others load once its first numbers are painted. */
function useStarted(results: ResultsStore): boolean {
  const answered = useVanilla(results, ({ estimate }) => estimate !== null);
  const [started, setStarted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setStarted(true), answered ? PAINT_MS : LOAD_ANYWAY_MS);
    return () => clearTimeout(timer);
  }, [answered]);
  return started;
}

function View({ store, results }: Props) {
  const narrow = useNarrow();
  const started = useStarted(results);
  const waiting = <WaitingFigure />;
  const [main, ...secondary] = figures.map(({ id, title, Figure }, i) => (
    <ErrorBoundary key={id} name={`the figure "${title}"`}>
      <Patient>
        <Suspense fallback={waiting}>{i === 0 || started ? <Figure /> : waiting}</Suspense>
      </Patient>
    </ErrorBoundary>
  ));
  const controls = <Controls store={store} variant={narrow ? 'bar' : 'panel'} />;
  return (
    <Frame store={store} results={results}>
      <EmbellishContext value={started}>
        <LabLayout
          intro={<Intro />}
          main={main}
          secondary={secondary}
          {...(narrow ? { bar: controls } : { panel: controls })}
        />
      </EmbellishContext>
    </Frame>
  );
}

export const lab = defineLab({
  id: 'argmax',
  title: 'Argmax',
  table: argmaxTable,
  normalise,
  connect: connectArgmax,
  View,
  Controls,
  figures: (props: Props): LabFigure[] =>
    figures.map(({ id, title, Figure }) => ({
      id,
      title,
      render: () => (
        <Frame {...props}>
          <Figure />
        </Frame>
      ),
    })),
});
