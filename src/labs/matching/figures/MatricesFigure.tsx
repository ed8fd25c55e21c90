import { useMemo } from 'react';
import { methods } from '../../../core/atlas/methods';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import type { HeatmapData, HeatmapPanelData } from '../../../charts/heatmap/layout';
import { Figure } from '../../../ui/figure/Figure';
import { useInstance, useLitNumber, useRuns, type ShownInstance } from '../context';
import { noiseName } from '../model';
import { matricesTable } from './matrices-table';
import { useRunSource } from '../../kit/training-hooks';

/** Numbers in the order of the rows: by value, so that the truth is the diagonal, or as they came. */
function rowOrder({ values, instance }: ShownInstance): readonly number[] {
  const { places } = instance.sequence;
  const order = Array.from(places.keys());
  return values.arrange === 'value' ? order.sort((a, b) => places[a] - places[b]) : order;
}

/** The matrices of the predictor up to a stage of the slow step, or all of them. */
function matricesData(shown: ShownInstance, stage: number | null): HeatmapData {
  const { run, instance } = shown;
  const { sequence, scale } = instance;
  const { d } = run.setup;
  const order = rowOrder(shown);
  const rows = (matrix: Float64Array) => {
    const sorted = new Float64Array(matrix.length);
    order.forEach((j, row) => sorted.set(matrix.subarray(j * d, (j + 1) * d), row * d));
    return sorted;
  };
  const cells = (places: Int32Array) => order.map((j) => places[j]);
  const scores = rows(instance.scores);
  const noise = rows(instance.noise);
  const perturbed = rows(instance.perturbed);
  const augmented = rows(instance.augmented);
  const relaxed = instance.relaxed && rows(instance.relaxed);
  const prediction = cells(instance.prediction);
  const augmentedPrediction = cells(instance.augmentedPrediction);
  const rings = cells(sequence.places);
  const until = stage ?? Infinity;
  const panels: HeatmapPanelData[] = [
    { id: 'scores', title: 'score μ', values: scores, hue: 'signal', rings },
  ];
  if (until >= 1 && scale > 0) {
    panels.push({ id: 'noise', title: 'noise σγ', values: noise, hue: 'noise' });
  }
  if (until >= 1) {
    const dots = until >= 2 ? prediction : undefined;
    const sum = { id: 'sum', title: scale > 0 ? 'sum and y*' : 'y*', values: perturbed };
    panels.push({ ...sum, hue: 'ink', rings, ...(dots && { dots }) });
  }
  if (until >= 3) {
    const title = '+ ε·loss and y*(ε)';
    const dots = augmentedPrediction;
    panels.push({ id: 'augmented', title, values: augmented, hue: 'loss', dots, rings });
  }
  if (relaxed && until >= 2) {
    panels.push({
      id: 'relaxed',
      title: methods['gumbel-sinkhorn'].short,
      values: relaxed,
      hue: 'ink',
      extent: 'shares',
      rings,
    });
  }
  return {
    rows: order.map((j) => sequence.numbers[j].toFixed(3)),
    columns: Array.from({ length: d }, (_, i) => String(i + 1)),
    rowTitle: 'number',
    columnTitle: 'place',
    panels,
  };
}

/** Scores, noise, their sum, the augmented scores, and Sinkhorn's matrix, as heatmaps. */
export function MatricesFigure() {
  const [lit, setLit] = useLitNumber();
  const stage = useRuns((runs) => runs.stage);
  const shown = useInstance();
  const source = useRunSource(shown?.run ?? null);
  const data = useMemo(() => shown && matricesData(shown, stage), [shown, stage]);
  const order = useMemo(() => (shown ? rowOrder(shown) : []), [shown]);
  const light = (row: number | null) => setLit(row === null ? null : order[row]);
  return (
    <Figure
      id="matrices"
      wide
      title="The predictor adds noise to a matrix of scores and takes the best matching"
      sentence={
        shown
          ? `Dots are the prediction, rings the truth; ${noiseName(shown.run.knobs)}. Point at a cell to read it in every matrix.`
          : 'Dots are the prediction, rings the truth.'
      }
      description={data ? describeHeatmap(data) : 'The scores are not finite numbers.'}
      source={source}
      table={() => (data ? matricesTable(data) : { columns: [], rows: [] })}
      height={340}
    >
      {(frame) =>
        data && (
          <HeatmapChart
            {...data}
            {...frame}
            litRow={lit === null ? null : order.indexOf(lit)}
            onLitRow={light}
          />
        )
      }
    </Figure>
  );
}
