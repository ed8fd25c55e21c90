import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { MarkerHandle } from '../shared/MarkerHandle';
import { Hatch, Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import type { Drag } from '../shared/SliderHandle';
import { describeDistances } from './describe';
import { distanceAt, distancesLayout, type DistancesData, type DistancesLayout } from './layout';

export interface DistancesChartProps extends DistancesData, ChartSize {
  /** The setting behind the noise, by the distance at which it ends; not where it has a scale of its own. */
  readonly sigma?: Drag | undefined;
}

/** How far neighbours are, right and wrong, beside the size of the noise. */
export const DistancesChart = memo(function DistancesChart(props: DistancesChartProps) {
  const layout = distancesLayout(props, props);
  const { bars, band, marker, outline } = layout;
  const { sigma } = props;
  const hatch = useId();
  return (
    <ChartFrame
      name="distances"
      size={props}
      label="Distances to neighbours, and the noise"
      description={describeDistances(props)}
      marks={marksOf(layout, props)}
      handles={
        sigma &&
        marker && (
          <MarkerHandle
            marker={marker}
            term="sigma"
            label="Noise: its outer edge"
            value={sigma.value}
            bounds={sigma.bounds}
            valueText={marker.label.text}
            valueAt={(pixel) => sigma.valueAt(distanceAt(layout, pixel))}
            step={sigma.step}
            onChange={sigma.onChange}
          />
        )
      }
    >
      <Hatch id={hatch} />
      <Lines lines={layout.grid} className="grid" />
      <g data-term="score">
        {bars.map((bar, i) => bar.height > 0 && <rect key={i} {...bar} className="signal-bar" />)}
      </g>
      {band && (
        <rect {...band} className="noise-band" fill={`url(#${hatch})`} data-term="noise sigma" />
      )}
      <path d={outline} className="wrong-outline" />
      <Labels labels={layout.labels} />
      {!sigma && marker && <Labels labels={[marker.label]} />}
    </ChartFrame>
  );
});

const marksOf = ({ bins, frame, x, y }: DistancesLayout, { name }: DistancesData): InspectMark[] =>
  bins.map(({ from, to, nearest, wrong }, i) => ({
    id: String(i),
    title: `distance ${formatNumber(from)} to ${formatNumber(to)}`,
    rows: [
      [name, `${nearest} queries`],
      ['nearest wrong one', `${wrong} queries`],
    ],
    box: { x: x(from), y: frame.top, width: x(to) - x(from), height: frame.bottom - frame.top },
    at: { x: x((from + to) / 2), y: y(Math.max(nearest, wrong)) },
  }));
