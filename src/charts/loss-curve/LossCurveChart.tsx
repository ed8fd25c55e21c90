import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatTwoErrors } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { MarkerHandle } from '../shared/MarkerHandle';
import { Labels, Lines } from '../shared/Marks';
import { stripsAt } from '../shared/marker';
import { nudge } from '../shared/scale';
import type { ChartSize, Phase } from '../shared/size';
import { describeLossCurve } from './describe';
import { lossCurveLayout, sigmaAt, type LossCurveData, type LossCurveLayout } from './layout';

export interface LossCurveChartProps extends LossCurveData, ChartSize {
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** Expected loss against the noise scale, with the slope that the gradient follows. */
export const LossCurveChart = memo(function LossCurveChart(props: LossCurveChartProps) {
  const layout = lossCurveLayout(props, props);
  const { minimum, tangent, estimate, error, type } = layout;
  return (
    <ChartFrame
      name="loss-curve"
      size={props}
      label="Expected loss against the noise scale"
      description={describeLossCurve(props)}
      marks={lossCurveMarks(props, layout)}
      handles={
        <MarkerHandle
          marker={layout.marker}
          term="sigma"
          free={estimate?.y}
          label="noise scale sigma"
          value={props.sigma}
          bounds={props.sigmaBounds}
          valueText={`sigma ${formatNumber(props.sigma)}`}
          valueAt={(pixel) => sigmaAt(layout, pixel)}
          step={(steps) => nudge(layout.x, props.sigma, steps)}
          onChange={props.onSigma}
        />
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <Lines lines={layout.references} className="reference" term="loss" />
      <path d={layout.curve} className="curve" data-term="loss" />
      <Lines lines={layout.leaders} className="leader" />
      {tangent && <line {...tangent} className="tangent" data-term="gradient" />}
      {minimum && (
        <circle
          cx={minimum.x}
          cy={minimum.y}
          r={type.dot + 1}
          className="minimum"
          data-term="loss"
        />
      )}
      <Labels labels={layout.labels} />
      {estimate && (
        <g data-term="prediction">
          {error && <line {...error} className="error-bar" />}
          <circle cx={estimate.x} cy={estimate.y} r={type.dot + 1} className="prediction-dot" />
        </g>
      )}
    </ChartFrame>
  );
});

/** A strip per noise scale of the curve, and the estimate at the current one. */
function lossCurveMarks(data: LossCurveData, layout: LossCurveLayout): InspectMark[] {
  const { x, y, marker, estimate } = layout;
  const xs = data.sigmas.map((sigma) => x(sigma));
  const strips = stripsAt(xs, marker.top, marker.bottom);
  const marks: InspectMark[] = data.sigmas.map((sigma, i) => ({
    id: `sigma-${i}`,
    title: `σ = ${formatNumber(sigma)}`,
    rows: [['E[loss]', formatNumber(data.losses[i], 4)]],
    box: strips[i],
    at: { x: xs[i], y: y(data.losses[i]) },
  }));
  if (!estimate || !data.estimate) return marks;
  const { value, standardError } = data.estimate;
  const rows: (readonly [string, string])[] = [
    ['measured', `${formatNumber(value, 4)} ${formatTwoErrors(standardError)}`],
  ];
  if (data.exact !== null) rows.push(['exact', formatNumber(data.exact, 4)]);
  if (data.slope !== null) rows.push(['slope', formatNumber(data.slope)]);
  const box = { x: estimate.x - 14, y: estimate.y - 14, width: 28, height: 28 };
  const title = `now, σ = ${formatNumber(data.sigma)}`;
  return [...marks, { id: 'estimate', title, rows, box, at: estimate }];
}
