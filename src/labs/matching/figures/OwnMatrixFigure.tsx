import { useEffect, useMemo, useState } from 'react';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import { messageOf } from '../../../core/message-of';
import { Select } from '../../../ui/controls/choices';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { useMatching, useMatchingValues } from '../context';
import { OwnMatrixPanel } from '../own/OwnMatrixPanel';
import type { MatchingValues } from '../params';
import {
  describeOwnMatrix,
  answerable,
  matrixOf,
  ownMatrixData,
  ownMatrixSentence,
  ownMatrixTable,
  ownMatrixTitle,
  questionOf,
  type KnownMatrix,
} from './own-matrix';

/** The matrix of the settings, and what is known of it while the figure is seen. */
function useKnownMatrix(values: MatchingValues, shown: number): KnownMatrix | string | null {
  const { results, seen } = useMatching();
  const { notify } = useFigureActions();
  const [known, setKnown] = useState<Omit<KnownMatrix, 'shown'> | null>(null);
  const matrix = useMemo(() => matrixOf(values), [values]);
  // most settings change nothing of it: the same question is not asked again
  const question = 'fault' in matrix ? null : questionOf(values, matrix);
  useEffect(() => {
    if (!seen || question === null) return;
    const { request, ...asked } = answerable(question);
    results
      .matrix(request)
      .then((analysis) => analysis && setKnown({ ...asked, analysis, knobs: request.knobs }))
      .catch((error: unknown) =>
        notify(`The matrix could not be looked at: ${messageOf(error)}`, 'error'),
      );
  }, [seen, question, results, notify]);
  if ('fault' in matrix) return matrix.fault;
  return known && { ...known, shown };
}

/** A matrix of the reader: which matching is best, how sure that is, and what noise and Sinkhorn make of it. */
export function OwnMatrixFigure() {
  const { presenting } = useFigureActions();
  const values = useMatchingValues();
  const [shown, setShown] = useState(0);
  const found = useKnownMatrix(values, shown);
  const known = typeof found === 'string' ? null : found;
  const data = known && ownMatrixData(known);
  const fault = typeof found === 'string' ? found : 'The matrix is being looked at.';
  const optima = known?.analysis.optima.matchings ?? [];
  return (
    <Figure
      id="own-matrix"
      wide
      title={known ? ownMatrixTitle(known) : 'A matrix of your own'}
      sentence={known ? ownMatrixSentence(known) : fault}
      description={known ? describeOwnMatrix(known) : fault}
      source={
        known
          ? {
              ...{ backend: 'cpu', adapter: '', seed: values.seed },
              samples: known.analysis.draws,
            }
          : undefined
      }
      table={() => (known ? ownMatrixTable(known) : { columns: [], rows: [] })}
      controls={
        optima.length > 1 ? (
          <Select
            label="Show"
            value={String(Math.min(shown, optima.length - 1))}
            options={optima.map((_, i) => ({
              value: String(i),
              label: `Matching ${i + 1} of ${optima.length}${known?.analysis.optima.complete ? '' : ' and more'}`,
            }))}
            onChange={(next) => setShown(Number(next))}
          />
        ) : undefined
      }
      panel={presenting ? undefined : <OwnMatrixPanel onRead={() => setShown(0)} />}
      height={340}
    >
      {(frame) => data && <HeatmapChart {...data} {...frame} />}
    </Figure>
  );
}
