import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Hatch, Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeLoudness } from './describe';
import { loudnessLayout, type LoudnessData, type LoudnessLayout } from './layout';

export interface LoudnessChartProps extends LoudnessData, ChartSize {}

/** Sequences by the noise that they get, with their numbers. */
export const LoudnessChart = memo(function LoudnessChart(props: LoudnessChartProps) {
  const hatch = useId();
  const layout = loudnessLayout(props, props);
  const { bars, dots, radius } = layout;
  return (
    <ChartFrame
      name="loudness"
      size={props}
      label="Noise scale per sequence"
      description={describeLoudness(props)}
      marks={loudnessMarks(props, layout)}
    >
      <Hatch id={hatch} />
      <Lines lines={layout.grid} className="grid" />
      {bars.map((bar, i) => (
        <rect key={i} {...bar} className="noise-bar" fill={`url(#${hatch})`} data-term="noise" />
      ))}
      {dots.flatMap((column, i) =>
        column.map(({ x, y }, j) => (
          <circle
            key={`${i} ${j}`}
            cx={x}
            cy={y}
            r={radius}
            className="number-dot"
            data-term="signal"
          />
        )),
      )}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

function loudnessMarks({ sequences }: LoudnessData, { hits, bars }: LoudnessLayout): InspectMark[] {
  return sequences.map(({ name, scale, rows }, i) => ({
    id: `sequence-${name}`,
    title: `sequence ${name}`,
    rows: [['noise scale', formatNumber(scale)], ...rows],
    box: hits[i],
    at: { x: bars[i].x + bars[i].width / 2, y: bars[i].y },
  }));
}
