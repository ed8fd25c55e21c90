import { useMemo } from 'react';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import { Figure } from '../../../ui/figure/Figure';
import { useInstance, useLitNumber, useRuns } from '../context';
import { noiseName, tellStage } from '../model';
import { matricesData, matricesTable, rowOrder, sinkhornSums } from './matrices';
import { useRunSource } from '../../kit/training-hooks';

/** Scores, noise, their sum, the augmented scores, and Sinkhorn's matrix, as heatmaps. */
export function MatricesFigure() {
  const [lit, setLit] = useLitNumber();
  const stage = useRuns((runs) => runs.stage);
  const shown = useInstance();
  const source = useRunSource(shown?.run ?? null);
  const data = useMemo(() => shown && matricesData(shown, stage), [shown, stage]);
  const order = useMemo(() => (shown ? rowOrder(shown) : []), [shown]);
  const sums = data && shown ? sinkhornSums(data, shown.run.knobs) : '';
  const light = (row: number | null) => setLit(row === null ? null : order[row]);
  return (
    <Figure
      id="matrices"
      wide
      title="The predictor adds noise to a matrix of scores and takes the best matching"
      sentence={
        stage !== null
          ? tellStage(stage)
          : shown
            ? `Dots are the prediction, rings the truth; ${noiseName(shown.run.knobs)}. ${sums || 'Point at a cell to read it in every matrix.'}`
            : 'Dots are the prediction, rings the truth.'
      }
      description={
        data ? `${describeHeatmap(data)} ${sums}`.trim() : 'The scores are not finite numbers.'
      }
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
