import { describeSeries } from '../../../charts/series/describe';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { Figure } from '../../../ui/figure/Figure';
import { Items } from '../../kit/Items';
import { recordedSource } from '../../kit/recorded';
import { usePerturbedValues, useResult } from '../context';
import { plateauData, plateauSentence, plateauTable } from './plateau';

/** How the noise scale of the loss matters in the end, as it was recorded. */
export function PlateauFigure() {
  const { measure } = usePerturbedValues();
  const recorded = useResult('recorded');
  const data = recorded && plateauData(recorded.results, measure);
  const missing = 'The results that come with the site are not here.';
  return (
    <Figure
      id="plateau"
      title="The noise scale matters little in the middle, much at its ends"
      sentence={recorded ? plateauSentence(recorded.results) : missing}
      description={data ? describeSeries(data) : missing}
      source={
        recorded
          ? {
              ...recordedSource(recorded),
              ...{ samples: recorded.results.length, unit: 'trainings' },
              seed: recorded.seed ?? 0,
            }
          : undefined
      }
      {...(recorded && { table: () => plateauTable(recorded.results) })}
      controls={<Items items={['measure']} />}
      height={300}
    >
      {(frame) => data && <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}
