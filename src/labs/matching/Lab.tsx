import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { MatchingResults } from './results';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { WaitingFigure } from '../../ui/figure/WaitingFigure';
import { LabLayout } from '../../ui/LabLayout';
import { useNarrow } from '../../ui/useMedia';
import { defineLab, type LabFigure, type LabProps } from '../kit/lab';
import { Patient } from '../kit/patient';
import { connectMatching } from './connect';
import { MatchingLabContext, useMatching, type MatchingContext } from './context';
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

function PatientFigure({ children }: { children: ReactNode }) {
  const { store, results } = useMatching();
  return (
    <Patient first={store} second={results.runs}>
      {(view, runs) => (
        <Seen view={view} runs={runs}>
          {children}
        </Seen>
      )}
    </Patient>
  );
}

/** The lab as a patient figure sees it. */
function Seen({ view, runs, children }: Views & { children: ReactNode }) {
  const context = useMatching();
  const seen = useMemo(() => ({ ...context, view, runs }), [context, view, runs]);
  return <MatchingLabContext value={seen}>{children}</MatchingLabContext>;
}

type Views = Pick<MatchingContext, 'view' | 'runs'>;

function View({ store, results }: Props) {
  const narrow = useNarrow();
  const [main, ...secondary] = figures.map(({ id, title, render }) => (
    <ErrorBoundary key={id} name={`the figure "${title}"`}>
      <PatientFigure>
        <Suspense fallback={<WaitingFigure />}>{render()}</Suspense>
      </PatientFigure>
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
  connect: connectMatching,
  View,
  Controls,
  figures: (props: Props): LabFigure[] =>
    figures.map(({ id, title, render }) => ({
      id,
      title,
      render: () => <Frame {...props}>{render()}</Frame>,
    })),
});
