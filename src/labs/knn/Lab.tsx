import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import type { KnnResults } from './results';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { FileDrop } from '../../ui/FileDrop';
import { WaitingFigure } from '../../ui/figure/WaitingFigure';
import { LabLayout } from '../../ui/LabLayout';
import { useNarrow } from '../../ui/useMedia';
import { defineLab, type LabFigure, type LabProps } from '../kit/lab';
import { Patient } from '../kit/patient';
import { connectKnn } from './connect';
import { KnnLabContext, useKnn, type KnnContext } from './context';
import { Controls } from './controls/Controls';
import { EmbeddingFigure } from './figures/EmbeddingFigure';
import { EntriesFigure } from './figures/EntriesFigure';
import { QueryFigure } from './figures/QueryFigure';
import { KnnRunFigure, runFigures } from './figures/RunFigures';
import { Intro } from './Intro';
import { knnTable, normalise, type KnnTable } from './params';

type Props = LabProps<KnnTable, KnnResults>;

/** What follows a test of everything: its code comes after that of the training figures. */
const later = <Name extends keyof typeof import('./figures/later')>(name: Name) =>
  lazy(() => import('./figures/later').then((module) => ({ default: module[name] })));

const ConfusionFigure = later('ConfusionFigure');
const HardestFigure = later('HardestFigure');
const TableFigure = later('TableFigure');

const figures: readonly { id: string; title: string; render(): ReactNode }[] = [
  { id: 'embedding', title: 'Embedding', render: () => <EmbeddingFigure /> },
  { id: 'query', title: 'A query and its neighbours', render: () => <QueryFigure /> },
  { id: 'entries', title: 'Among the nearest', render: () => <EntriesFigure /> },
  ...runFigures.map((spec) => ({
    id: spec.id,
    title: spec.valueLabel,
    render: () => <KnnRunFigure spec={spec} />,
  })),
  { id: 'confusion', title: 'Confusion matrix', render: () => <ConfusionFigure /> },
  { id: 'hardest', title: 'Hardest queries', render: () => <HardestFigure /> },
  { id: 'table', title: 'Table 3', render: () => <TableFigure /> },
];

/** Gives the figures their lab. */
function Frame({ store, results, children }: Props & { children: ReactNode }) {
  const context = useMemo(
    () => ({ store, results, view: store, runs: results.runs, seen: true }),
    [store, results],
  );
  return <KnnLabContext value={context}>{children}</KnnLabContext>;
}

function PatientFigure({ children }: { children: ReactNode }) {
  const { store, results } = useKnn();
  return (
    <Patient first={store} second={results.runs}>
      {(view, runs, seen) => (
        <Seen view={view} runs={runs} seen={seen}>
          {children}
        </Seen>
      )}
    </Patient>
  );
}

/** The lab as a patient figure sees it. */
function Seen({ view, runs, seen, children }: Views & { children: ReactNode }) {
  const context = useKnn();
  const own = useMemo(() => ({ ...context, view, runs, seen }), [context, view, runs, seen]);
  return <KnnLabContext value={own}>{children}</KnnLabContext>;
}

type Views = Pick<KnnContext, 'view' | 'runs' | 'seen'>;

function View({ store, results }: Props) {
  const narrow = useNarrow();
  const drop = useCallback((files: File[]) => void results.addFiles(files), [results]);
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
      <FileDrop
        label="Drop images to learn from: IDX or CIFAR files, a zip, a folder"
        onFiles={drop}
      />
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
  id: 'knn',
  title: 'Neighbours',
  table: knnTable,
  normalise,
  connect: connectKnn,
  View,
  Controls,
  figures: (props: Props): LabFigure[] =>
    figures.map(({ id, title, render }) => ({
      id,
      title,
      render: () => <Frame {...props}>{render()}</Frame>,
    })),
});
