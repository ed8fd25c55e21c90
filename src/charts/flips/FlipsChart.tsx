import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import { SigmaMarker } from '../shared/SigmaMarker';
import type { ChartSize, Phase } from '../shared/size';
import { describeFlips } from './describe';
import { flipsLayout, membersText, mixAt, type FlipsData, type FlipsLayout } from './layout';

export interface FlipsChartProps extends FlipsData, ChartSize {
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** The same draw at every noise scale: where the winner flips. */
export const FlipsChart = memo(function FlipsChart(props: FlipsChartProps) {
  const layout = flipsLayout(props, props);
  const { curves, winning, flips, crosses, strip, type } = layout;
  const r = type.dot;
  return (
    <ChartFrame
      name="flips"
      size={props}
      label="The same draw at every noise scale"
      description={describeFlips(props)}
      marks={flipsMarks(props, layout)}
      handles={
        <SigmaMarker
          layout={layout}
          sigma={props.sigma}
          sigmaBounds={props.sigmaBounds}
          onSigma={props.onSigma}
        />
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <Lines lines={flips} className="flip-line" term="sigma" />
      <Lines lines={layout.leaders} className="leader" />
      {curves.map((d, i) => (
        <path key={i} d={d} className="loser-line" data-term="sum" />
      ))}
      {winning.map((d, i) => (
        <path key={i} d={d} className="winner-line" data-term="prediction sum" />
      ))}
      {crosses.map(({ x, y }, i) => (
        <circle key={i} cx={x} cy={y} r={r} className="flip-dot" data-term="sigma" />
      ))}
      {strip.map(({ box, current }, i) => (
        <rect
          key={i}
          {...box}
          className={current ? 'strip-cell strip-current' : 'strip-cell'}
          data-term="prediction"
        />
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** One mark per stretch of sigma: who wins in it, and with which sums at its middle. */
function flipsMarks(data: FlipsData, layout: FlipsLayout): InspectMark[] {
  const { x, y, marker } = layout;
  return layout.strip.map(({ box, interval: { from, to, members } }, i) => {
    const middle = Math.sqrt(from * to);
    return {
      id: `interval-${i}`,
      title: `y* = ${membersText(members, data.labels)}`,
      rows: [
        ['from σ', formatNumber(from, 4)],
        ['to σ', formatNumber(to, 4)],
        ...members
          .slice(0, 3)
          .map((m) => [`γ of ${data.labels[m]}`, formatNumber(data.gamma[m])] as const),
      ],
      box: { ...box, y: marker.top, height: box.y + box.height - marker.top },
      at: { x: x(middle), y: y(mixAt(data, members[0], middle)) },
    };
  });
}
