import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { createPatientView } from '../../state/patient';
import type { MatchingResults } from '../../state/runs/results';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { LabLayout } from '../../ui/LabLayout';
import { useNarrow } from '../../ui/useMedia';
import { useOnScreen } from '../../ui/useOnScreen';
import { defineLab, type LabFigure, type LabProps } from '../lab';
import { MatchingLabContext, useMatching } from './context';
import { Controls } from './controls/Controls';
import { MatchingFigure } from './figures/MatchingFigure';
import { MatricesFigure } from './figures/MatricesFigure';
import { MatchingRunFigure, runFigures } from './figures/RunFigures';
import { Intro } from './Intro';
import { matchingTable, normalise, type MatchingTable } from './params';

type Props = LabProps<MatchingTable, MatchingResults>;

/** Whole experiments: their code follows that of the training figures. */
const later = <Name extends keyof typeof import('./figures/experiments')>(name: Name) =>
  lazy(() => import('./figures/experiments').then((module) => ({ default: module[name] })));

const SignLossFigure = later('SignLossFigure');
const SignPositionsFigure = later('SignPositionsFigure');
const TableFigure = later('TableFigure');

const figures: readonly { id: string; title: string; render(): ReactNode }[] = [
  { id: 'matching', title: 'Matching', render: () => <MatchingFigure /> },
  { id: 'matrices', title: 'Matrices', render: () => <MatricesFigure /> },
  ...runFigures.map((spec) => ({
    id: spec.id,
    title: spec.valueLabel,
    render: () => <MatchingRunFigure spec={spec} />,
  })),
  { id: 'sign', title: 'Sign of ε', render: () => <SignLossFigure /> },
  ...[10, 100].map((d) => ({
    id: `sign-${d}`,
    title: `Sign of ε, d = ${d}`,
    render: () => <SignPositionsFigure d={d} />,
  })),
  { id: 'table', title: 'Table 1', render: () => <TableFigure /> },
];

/** Gives the figures their lab. */
function Frame({ store, results, children }: Props & { children: ReactNode }) {
  const [lit, setLit] = useState<number | null>(null);
  const context = useMemo(
    () => ({ store, results, view: store, runs: results.runs, lit, setLit }),
    [store, results, lit],
  );
  return <MatchingLabContext value={context}>{children}</MatchingLabContext>;
}

/** Pause after which a figure outside of the window catches up with what has changed. */
const CATCH_UP_MS = 400;

/** A figure that costs nothing while it is out of sight and something moves. */
function Patient({ children }: { children: ReactNode }) {
  const context = useMatching();
  const place = useRef<HTMLDivElement>(null);
  const [view, runs] = useMemo(
    () => [
      createPatientView(context.store, CATCH_UP_MS),
      createPatientView(context.results.runs, CATCH_UP_MS),
    ],
    [context.store, context.results],
  );
  const watch = useCallback(
    (onScreen: boolean) => {
      view.setWatched(onScreen);
      runs.setWatched(onScreen);
    },
    [view, runs],
  );
  useOnScreen(place, watch);
  const seen = useMemo(() => ({ ...context, view, runs }), [context, view, runs]);
  return (
    <div className="patient" ref={place}>
      <MatchingLabContext value={seen}>{children}</MatchingLabContext>
    </div>
  );
}

function View({ store, results }: Props) {
  const narrow = useNarrow();
  const waiting = <div className="figure figure-waiting" />;
  const [main, ...secondary] = figures.map(({ id, title, render }) => (
    <ErrorBoundary key={id} name={`the figure "${title}"`}>
      <Patient>
        <Suspense fallback={waiting}>{render()}</Suspense>
      </Patient>
    </ErrorBoundary>
  ));
  const controls = <Controls store={store} results={results} variant={narrow ? 'bar' : 'panel'} />;
  return (
    <Frame store={store} results={results}>
      <LabLayout
        intro={<Intro />}
        main={main}
        secondary={secondary}
        {...(narrow ? { bar: controls } : { panel: controls })}
      />
    </Frame>
  );
}

export const lab = defineLab({
  id: 'matching',
  title: 'Matching',
  table: matchingTable,
  normalise,
  View,
  Controls,
  figures: (props: Props): LabFigure[] =>
    figures.map(({ id, title, render }) => ({
      id,
      title,
      render: () => <Frame {...props}>{render()}</Frame>,
    })),
});
