import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ResultsStore } from '../../state/results';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { LabLayout } from '../../ui/LabLayout';
import { useNarrow } from '../../ui/useMedia';
import { defineLab, type LabFigure, type LabProps } from '../lab';
import { ArgmaxLabContext } from './context';
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
  const context = useMemo(() => ({ store, results, lit, setLit }), [store, results, lit]);
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

function View({ store, results }: Props) {
  const narrow = useNarrow();
  const [main, ...secondary] = figures.map(({ id, title, Figure }) => (
    <ErrorBoundary key={id} name={`the figure "${title}"`}>
      <Suspense fallback={<div className="figure figure-waiting" />}>
        <Figure />
      </Suspense>
    </ErrorBoundary>
  ));
  const controls = <Controls store={store} variant={narrow ? 'bar' : 'panel'} />;
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
  id: 'argmax',
  title: 'Argmax',
  table: argmaxTable,
  normalise,
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
