import { useMemo } from 'react';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import { formatFixed, formatNumber, formatPercent } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { placesData, placesOf, type Shown } from './data';
import { sourceOf, useShown } from './useShown';

/** A set has an axis in units of its own. */
const PLACE = {
  param: 'x',
  label: ({ data }: Readonly<Record<string, unknown>>) =>
    data === 'made' ? undefined : 'Along the axis',
};

/** How often every label comes at every place, where the ranking is read. */
export function PlacesFigure() {
  const { stage, shown } = useShown();
  const { method, step, x, knobs, axis } = shown;
  const [places, data] = useMemo(() => {
    const found = placesOf(shown);
    return [found, placesData(shown, found)] as const;
  }, [stage, method, step, x, axis.name]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Figure
      id="places"
      title={placesTitle(shown, places)}
      sentence={`How often every label comes at every place at ${axis.name} = ${formatFixed(x, axis.digits)} under noise of σ = ${formatNumber(knobs.sigma)}, exact by quadrature; dots are the places without noise.`}
      description={describeHeatmap(data)}
      source={sourceOf(stage)}
      table={() => placesTable(shown, places)}
      controls={<Items items={[PLACE]} />}
      height={340}
    >
      {(frame) => <HeatmapChart {...data} {...frame} />}
    </Figure>
  );
}

/** Who comes first, and how sure that is. */
export function placesTitle({ names }: Shown, places: Float64Array): string {
  const n = names.length;
  const first = names.map((_, label) => places[label * n]);
  const best = first.indexOf(Math.max(...first));
  const share = first[best];
  return share > 0.995
    ? `${names[best]} comes first all but always`
    : `${names[best]} comes first in ${formatPercent(share, 2)} of the draws of noise`;
}

const placesTable = ({ names }: Shown, places: Float64Array): FigureTable => ({
  columns: ['label', ...names.map((_, place) => `place ${place + 1}`)],
  rows: names.map((name, label) => [
    name,
    ...places.subarray(label * names.length, (label + 1) * names.length),
  ]),
});
