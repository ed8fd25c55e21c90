import { useMemo } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { Figure } from '../../../ui/figure/Figure';
import { drawnRun, seriesTable } from '../../kit/run-figure';
import { useRunSource } from '../../kit/training-hooks';
import { useCurrentRun, usePastStep, useRuns } from '../context';
import { outgrowData, outgrowTitle } from './outgrow';

/** Scores of the shown run beside the noise on them: which of the two moves. */
export function OutgrowFigure() {
  const runs = useRuns((state) => state.runs);
  const run = drawnRun(runs, useCurrentRun());
  const past = usePastStep();
  const data = useMemo(() => run && { ...outgrowData(run), past }, [run, past]);
  const source = useRunSource(run);
  return (
    <Figure
      id="outgrow"
      title={run ? outgrowTitle(run) : 'Scores beside the noise on them'}
      sentence="Medians over training sequences: half the range of μ, how far the best matching is ahead of the second, and the standard deviation of σ(x)γ. As the ratio grows, the temperature falls."
      description={data ? describeSeries(data) : 'There is no run.'}
      source={source}
      table={() => (data ? seriesTable(data) : { columns: [], rows: [] })}
      height={300}
    >
      {(frame) => data && <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}
