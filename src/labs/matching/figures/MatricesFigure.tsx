import { useMemo } from 'react';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import type { HeatmapData, HeatmapPanelData } from '../../../charts/heatmap/layout';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useInstance, useMatching, useRuns, type ShownInstance } from '../context';
import { noiseName } from '../model';
import { useRunSource } from './source';

/** The matrices of the predictor up to a stage of the slow step, or all of them. */
export function matricesData({ run, instance }: ShownInstance, stage: number | null): HeatmapData {
  const { sequence, scores, noise, perturbed, augmented, relaxed, scale } = instance;
  const { prediction, augmentedPrediction } = instance;
  const { d } = run.setup;
  const until = stage ?? Infinity;
  const rings = sequence.places;
  const panels: HeatmapPanelData[] = [
    { id: 'scores', title: 'score μ', values: scores, scale: 'diverging', rings },
  ];
  if (until >= 1 && scale > 0) {
    panels.push({ id: 'noise', title: 'noise σγ', values: noise, scale: 'diverging' });
  }
  if (until >= 1) {
    const dots = until >= 2 ? prediction : undefined;
    const sum = { id: 'sum', title: scale > 0 ? 'sum and y*' : 'y*', values: perturbed };
    panels.push({ ...sum, scale: 'diverging', rings, ...(dots && { dots }) });
  }
  if (until >= 3) {
    const title = '+ ε·loss and y*(ε)';
    const dots = augmentedPrediction;
    panels.push({ id: 'augmented', title, values: augmented, scale: 'diverging', dots, rings });
  }
  if (relaxed && until >= 2) {
    panels.push({ id: 'relaxed', title: 'Sinkhorn', values: relaxed, scale: 'mass', rings });
  }
  return {
    rows: Array.from(sequence.numbers, (x) => x.toFixed(3)),
    columns: Array.from({ length: d }, (_, i) => String(i + 1)),
    rowTitle: 'number',
    columnTitle: 'place',
    panels,
  };
}

function matricesTable({ panels, rows, columns }: HeatmapData): FigureTable {
  return {
    columns: ['number', 'place', ...panels.map(({ title }) => title)],
    rows: rows.flatMap((row, j) =>
      columns.map((column, i) => [
        Number(row),
        Number(column),
        ...panels.map(({ values }) => values[j * columns.length + i]),
      ]),
    ),
  };
}

/** Scores, noise, their sum, the augmented scores, and Sinkhorn's matrix, as heatmaps. */
export function MatricesFigure() {
  const { lit, setLit } = useMatching();
  const stage = useRuns((runs) => runs.stage);
  const shown = useInstance();
  const source = useRunSource(shown?.run ?? null);
  const data = useMemo(() => shown && matricesData(shown, stage), [shown, stage]);
  return (
    <Figure
      id="matrices"
      title="The predictor adds noise to a matrix of scores and takes the best matching"
      sentence={
        shown
          ? `Dots are the prediction, rings the truth; ${noiseName(shown.run.knobs)}. Point at a cell to read it in every matrix.`
          : 'Dots are the prediction, rings the truth.'
      }
      description={data ? describeHeatmap(data) : 'The scores are not finite numbers.'}
      source={source}
      table={() => (data ? matricesTable(data) : { columns: [], rows: [] })}
      height={420}
    >
      {(frame) => data && <HeatmapChart {...data} {...frame} litRow={lit} onLitRow={setLit} />}
    </Figure>
  );
}
