import { useMemo } from 'react';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import { Figure } from '../../../ui/figure/Figure';
import { ParamSegments } from '../../kit/bound';
import { useInstance, useMatching } from '../context';
import { lossFormsData, lossFormsTitle } from './loss-forms';
import { matricesTable } from './matrices';

/** The loss in y*(epsilon) as the paper prints it, beside the squared error that its text defines. */
export function LossFormsFigure() {
  const { store } = useMatching();
  const sequence = useInstance()?.instance.sequence ?? null;
  const data = useMemo(() => sequence && lossFormsData(sequence), [sequence]);
  return (
    <Figure
      id="loss-forms"
      wide
      title={data ? lossFormsTitle(data) : 'The loss as printed, and exactly'}
      sentence="What each place costs a number beyond its right one, which is ringed. As printed all wrong places cost the same, twice the square of the number; exactly, the square of how far it is out."
      description={data ? describeHeatmap(data) : 'The scores are not finite numbers.'}
      table={() => (data ? matricesTable(data) : { columns: [], rows: [] })}
      controls={<ParamSegments store={store} name="lossForm" />}
      height={320}
    >
      {(frame) => data && <HeatmapChart {...data} {...frame} />}
    </Figure>
  );
}
