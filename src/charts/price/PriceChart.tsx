import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { placesAlong } from '../shared/marker';
import { Labels, Lines } from '../shared/Marks';
import { PointHandle, type Pair } from '../shared/PointHandle';
import { nudge, valueAt } from '../shared/scale';
import type { ChartSize, Phase } from '../shared/size';
import { describePrice } from './describe';
import { errorAt, formatError, priceLayout, type PriceData, type PriceLayout } from './layout';

export interface PriceChartProps extends PriceData, ChartSize {
  readonly onPoint: (sigma: number, samples: number, phase: Phase) => void;
}

/** A pad of noise scale and samples on the map of what the gradient is worth there. */
export const PriceChart = memo(function PriceChart(props: PriceChartProps) {
  const layout = priceLayout(props, props);
  const { frame, at, type } = layout;
  const clip = useId();
  const box = {
    ...{ x: frame.left, y: frame.top },
    width: frame.right - frame.left,
    height: frame.bottom - frame.top,
  };
  return (
    <ChartFrame
      name="price"
      size={props}
      label="Error of the Jacobian over noise scale and samples"
      description={describePrice(props)}
      marks={priceMarks(props, layout)}
      handles={<Pad chart={props} layout={layout} />}
    >
      <defs>
        <clipPath id={clip}>
          <rect {...box} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${clip})`}>
        <path d={layout.lost} className="price-lost" />
        {layout.loud && <rect {...layout.loud} className="price-loud" />}
        <Lines lines={layout.grid} className="grid" />
        {layout.lines.map(({ level, d }) => (
          <path key={level} d={d} className="price-line" data-term="gradient" />
        ))}
        <path
          d={`M${at.x},${frame.top}V${frame.bottom}M${frame.left},${at.y}H${frame.right}`}
          className="price-cross"
        />
      </g>
      <rect {...box} className="cells-frame" />
      <Labels labels={layout.labels} />
      <circle cx={at.x} cy={at.y} r={type.dot + 3} className="price-point" />
    </ChartFrame>
  );
});

function Pad({ chart, layout }: { chart: PriceChartProps; layout: PriceLayout }) {
  const { sigma, samples, sigmaBounds, onPoint } = chart;
  const { x, y, at } = layout;
  const fitting = (s: number, m: number): Pair => [Number(s.toPrecision(3)), Math.round(m)];
  return (
    <PointHandle
      label="noise scale sigma and samples"
      value={[sigma, samples]}
      bounds={sigmaBounds}
      valueText={`sigma ${formatNumber(sigma)}, ${samples} samples`}
      at={at}
      valueAt={(pixel) => fitting(valueAt(x, pixel.x), valueAt(y, pixel.y))}
      stepped={([across, up]) => {
        const [s, m] = fitting(nudge(x, sigma, across), nudge(y, samples, up));
        // among few samples a step is less than one
        return [s, m === samples && up !== 0 ? Math.max(1, samples + Math.sign(up)) : m];
      }}
      onChange={([s, m], phase) => onPoint(s, m, phase)}
    />
  );
}

/** What the gradient costs along sigma. */
function priceMarks(data: PriceData, { x, frame, at }: PriceLayout): InspectMark[] {
  const pixels = data.sigmas.map((sigma) => x(sigma));
  return placesAlong(pixels, frame).map(({ i, at: pixel, box }) => ({
    id: String(i),
    title: `σ = ${formatNumber(data.sigmas[i])}`,
    rows: [
      [`error of ${data.samples} draws`, formatError(errorAt(data, data.sigmas[i], data.samples))],
      ['draws for 10%', formatNumber(Math.max(1, (data.errors[i] / 0.1) ** 2), 2)],
    ],
    box,
    at: { x: pixel, y: at.y },
  }));
}
