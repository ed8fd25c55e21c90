import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatTwoErrors } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Key, Labels, Lines, RingTick } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { wrongWay } from './claims';
import { biasOf, describeGradient, errorsAway } from './describe';
import type { GradientData, GradientRow } from './data';
import { gradientLayout, type GradientLayout, type GradientMarks } from './layout';

export interface GradientChartProps extends GradientData, ChartSize {}

/** The gradient of the expected loss per component: exact, expected at this epsilon, estimated. */
export const GradientChart = memo(function GradientChart(props: GradientChartProps) {
  const layout = gradientLayout(props, props);
  return (
    <ChartFrame
      name="gradient"
      size={props}
      label="Gradient of the expected loss, estimated and exact"
      description={describeGradient(props)}
      marks={gradientMarks(props, layout)}
    >
      <Lines lines={layout.grid} className="grid" />
      {layout.separator && <line {...layout.separator} className="grid" />}
      <line {...layout.zero} className="zero" />
      {layout.rows.map((row, i) => (
        <Row key={i} row={row} layout={layout} />
      ))}
      <Key entries={layout.key.entries} type={layout.type} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

interface RowProps {
  readonly row: GradientMarks;
  readonly layout: GradientLayout;
}

function Row({ row, layout: { reach, dot } }: RowProps) {
  const { y, exact, expected, estimate, error, arrow, wrong, noiseless } = row;
  return (
    <>
      {noiseless && <rect {...noiseless} className="noiseless" />}
      {expected !== null && (
        <line
          x1={expected}
          x2={expected}
          y1={y - reach}
          y2={y + reach}
          className="loss-line expected-tick"
          data-term="epsilon loss"
        />
      )}
      {exact !== null && (
        <g data-term="truth gradient">
          <RingTick x={exact} y={y} r={dot + 2} reach={reach} />
        </g>
      )}
      {estimate !== null && (
        <g data-term="prediction gradient">
          {error && <line {...error} className="error-bar" />}
          <path d={arrow} className={wrong ? 'step-arrow step-wrong' : 'step-arrow'} />
          <circle cx={estimate} cy={y} r={dot * 0.6} className="prediction-dot" />
        </g>
      )}
    </>
  );
}

function gradientMarks({ rows }: GradientData, layout: GradientLayout): InspectMark[] {
  return rows.map((row, i) => {
    const { hit, y, estimate, exact } = layout.rows[i];
    return {
      id: `row-${i}`,
      title: `raise ${row.label}${wrongWay(row) ? ': the wrong way' : ''}`,
      rows: valuesOf(row),
      box: hit,
      at: { x: estimate ?? exact ?? hit.width / 2, y },
    };
  });
}

function valuesOf(row: GradientRow): (readonly [string, string])[] {
  const { estimate, standardError, exact, expected } = row;
  const bias = biasOf(row);
  const away = errorsAway(row);
  const rows: (readonly [string, string])[] = [];
  if (exact !== null) rows.push(['exact', formatNumber(exact, 4)]);
  if (expected !== null) rows.push(['expected at ε', formatNumber(expected, 4)]);
  if (bias !== null) rows.push(['bias', formatNumber(bias, 2)]);
  if (estimate !== null) {
    const error = standardError === null ? '' : ` ${formatTwoErrors(standardError)}`;
    rows.push(['estimate', `${formatNumber(estimate, 4)}${error}`]);
  }
  if (away !== null) rows.push(['from exact', `${formatNumber(away, 2)} s.e.`]);
  return rows;
}
