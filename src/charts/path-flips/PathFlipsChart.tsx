import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed, formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import { SigmaMarker } from '../shared/SigmaMarker';
import type { ChartSize, Phase } from '../shared/size';
import { describePathFlips } from './describe';
import { pathFlipsLayout, type PathFlipsData, type PathFlipsLayout } from './layout';

export interface PathFlipsChartProps extends PathFlipsData, ChartSize {
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** Which paths win along sigma: how many draws stay with the cheapest one, and where one draw flips. */
export const PathFlipsChart = memo(function PathFlipsChart(props: PathFlipsChartProps) {
  const layout = pathFlipsLayout(props, props);
  return (
    <ChartFrame
      name="path-flips"
      size={props}
      label="Paths along the noise scale"
      description={describePathFlips(props)}
      marks={flipMarks(props, layout)}
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
      <Lines lines={layout.leaders} className="leader" />
      <path d={layout.entropy} className="entropy-line" data-term="noise" />
      <path d={layout.cheapest} className="winner-line" data-term="prediction" />
      {layout.strip.map(({ box, current }, i) => (
        <rect
          key={i}
          {...box}
          className={current ? 'strip-cell strip-current' : 'strip-cell'}
          data-term="prediction"
        />
      ))}
      <Lines lines={layout.flips} className="flip-line" term="sigma" />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** A mark for every stretch of either strip. */
const flipMarks = ({ drawName }: PathFlipsData, { strip }: PathFlipsLayout): InspectMark[] =>
  strip.map(({ stretch, row, box }, i) => ({
    id: `${row}-${i}`,
    title: `${row === 'most' ? 'most draws' : drawName}, path ${stretch.name}`,
    rows: [
      ['from σ', formatNumber(stretch.from, 4)],
      ['to σ', formatNumber(stretch.to, 4)],
      ['costs more', formatFixed(stretch.extra, 2)],
    ],
    box,
    at: { x: box.x + box.width / 2, y: box.y },
  }));
