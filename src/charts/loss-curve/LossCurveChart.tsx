import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatTwoErrors } from '../shared/format';
import { ghostAt, type Ghost } from '../shared/ghost';
import { GhostShape } from '../shared/GhostShape';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { Labels, Lines } from '../shared/Marks';
import { SigmaMarker } from '../shared/SigmaMarker';
import type { ChartSize, Phase } from '../shared/size';
import { describeLossCurve } from './describe';
import { lossCurveLayout, lossStrips, type LossCurveData, type LossCurveLayout } from './layout';

export interface LossCurveChartProps extends LossCurveData, ChartSize {
  /** The answer that a reader gave. */
  readonly ghost?: Ghost | null;
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** Expected loss against the noise scale, with the slope that the gradient follows. */
export const LossCurveChart = memo(function LossCurveChart(props: LossCurveChartProps) {
  const layout = lossCurveLayout(props, props);
  const { minimum, tangent, estimate, error, type } = layout;
  const taken = [...layout.labels, layout.marker.label, ...layout.points];
  const said = props.ghost && ghostAt(props.ghost, layout.x, taken, layout, props);
  return (
    <ChartFrame
      name="loss-curve"
      size={props}
      label="Expected loss against the noise scale"
      description={describeLossCurve(props)}
      marks={lossCurveMarks(props, layout)}
      handles={
        <SigmaMarker
          layout={layout}
          free={estimate?.y}
          sigma={props.sigma}
          sigmaBounds={props.sigmaBounds}
          onSigma={props.onSigma}
        />
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <g data-part="curve">
        <Lines lines={layout.references} className="reference" term="loss" />
        <path d={layout.curve} className="exact-curve" data-term="loss" />
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
      </g>
      {said && <GhostShape mark={said} />}
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
  const { estimate } = layout;
  const marks = lossStrips(data, layout);
  if (!estimate || !data.estimate) return marks;
  const { value, standardError } = data.estimate;
  const rows: (readonly [string, string])[] = [
    ['measured', `${formatNumber(value, 4)} ${formatTwoErrors(standardError)}`],
  ];
  if (data.exact !== null) rows.push(['exact', formatNumber(data.exact, 4)]);
  if (data.slope !== null) rows.push(['slope', formatNumber(data.slope)]);
  const box = squareAround(estimate, 14);
  const title = `now, σ = ${formatNumber(data.sigma)}`;
  return [...marks, { id: 'estimate', title, rows, box, at: estimate }];
}
