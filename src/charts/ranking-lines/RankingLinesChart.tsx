import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import { placesAlong } from '../shared/marker';
import { MarkerHandle } from '../shared/MarkerHandle';
import { nudge, valueAt } from '../shared/scale';
import type { ChartSize, Phase } from '../shared/size';
import { namesOf, placeIn, rankingAt, readAt, type RankingLinesData } from './data';
import { describeRankingLines } from './describe';
import { rankingLinesLayout, type RankingLinesLayout } from './layout';

export interface RankingLinesChartProps extends RankingLinesData, ChartSize {
  readonly onX: (x: number, phase: Phase) => void;
}

/** Scores as lines, ribbons to the places of all, and the place of one: hard, expected under noise, and true. */
export const RankingLinesChart = memo(function RankingLinesChart(props: RankingLinesChartProps) {
  const layout = rankingLinesLayout(props, props);
  const { upper, lower, type, at } = layout;
  const clip = useId();
  const { left, right, top, bottom } = upper.frame;
  return (
    <ChartFrame
      name="ranking-lines"
      size={props}
      label="Scores along the feature, and the place of one label"
      description={describeRankingLines(props)}
      marks={examplesMarks(props, layout)}
      handles={<Cursor chart={props} layout={layout} />}
    >
      <defs>
        <clipPath id={clip}>
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </clipPath>
      </defs>
      <Lines lines={[...upper.grid, ...lower.grid]} className="grid" />
      <path d={layout.band} className="rank-band" clipPath={`url(#${clip})`} data-term="noise" />
      <Lines lines={layout.guides} className="flip-line" />
      {layout.lines.map(({ d, weight }, i) => (
        <path key={i} d={d} className={`rank-line rank-${weight}`} data-term="signal" />
      ))}
      {layout.ribbons.map(({ d, weight }, i) => (
        <path key={i} d={d} className={`rank-ribbon ribbon-${weight}`} data-term="prediction" />
      ))}
      <path d={layout.hard} className="rank-hard" data-term="prediction" />
      <g data-term="truth">
        {layout.rings.map((ring, i) => (
          <circle key={i} cx={ring.x} cy={ring.y} r={type.dot - 1.5} className="rank-truth" />
        ))}
      </g>
      <path d={layout.expected} className="winner-line" data-term="prediction" />
      <Lines lines={layout.leaders} className="leader" />
      <Labels labels={[...layout.labels, ...layout.names.map(({ label }) => label)]} />
      {layout.dots.map((dot, i) => (
        <circle key={i} cx={dot.x} cy={dot.y} r={type.dot - 1} className="rank-dot" />
      ))}
      <circle cx={at.x} cy={at.y} r={type.dot + 1} className="prediction-dot" />
    </ChartFrame>
  );
});

function Cursor({ chart, layout }: { chart: RankingLinesChartProps; layout: RankingLinesLayout }) {
  const { x, bounds, axis, onX } = chart;
  const scale = layout.upper.x;
  const round = (value: number) => Number(value.toFixed(axis.digits));
  const names = namesOf(chart, rankingAt(chart, x)).join(' ');
  return (
    <MarkerHandle
      label={axis.title}
      value={x}
      bounds={bounds}
      valueText={`${axis.name} ${formatFixed(x, axis.digits)}: ${names}`}
      marker={layout.marker}
      term="prediction"
      valueAt={(pixel) => round(valueAt(scale, pixel))}
      step={(steps) => round(nudge(scale, x, steps))}
      onChange={onX}
    />
  );
}

/** The examples, each with its ranking and that of the scores. */
function examplesMarks(
  data: RankingLinesData,
  { upper, lower, rings }: RankingLinesLayout,
): InspectMark[] {
  const frame = { ...upper.frame, bottom: lower.frame.bottom };
  const pixels = data.examples.map(({ x }) => upper.x(x));
  const name = data.labels[data.watched];
  return placesAlong(pixels, frame).map(({ i, box }) => {
    const { x, ranking, predicted, expected } = data.examples[i];
    return {
      id: String(i),
      title: readAt(data, x),
      rows: [
        ['scores rank', namesOf(data, predicted).join(' ')],
        ['the example', namesOf(data, ranking).join(' ')],
        [`place of ${name}`, String(placeIn(data, predicted))],
        ['under noise', formatFixed(expected, 2)],
        ['in the example', String(placeIn(data, ranking))],
      ],
      box,
      at: rings[i],
    };
  });
}
