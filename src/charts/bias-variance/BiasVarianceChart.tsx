import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatPercent } from '../shared/format';
import { ghostAt, type Ghost } from '../shared/ghost';
import { GhostShape } from '../shared/GhostShape';
import type { InspectMark } from '../shared/inspect';
import { MarkerHandle } from '../shared/MarkerHandle';
import { Key, Labels, Lines } from '../shared/Marks';
import { stripsAt } from '../shared/marker';
import type { ChartSize, Phase, TypeScale } from '../shared/size';
import { describeBiasVariance } from './describe';
import {
  biasVarianceLayout,
  biasVariancePins,
  epsilonAt,
  placeOf,
  type BiasVarianceFacet,
  type BiasVarianceLayout,
} from './layout';
import { meanSquaredError, seriesOf, stepEpsilon, type BiasVarianceData } from './model';

export interface BiasVarianceChartProps extends BiasVarianceData, ChartSize {
  /** The answer that a reader gave. */
  readonly ghost?: Ghost | null;
  readonly onEpsilon: (value: number, phase: Phase) => void;
}

/** Squared bias, variance and their sum against epsilon, for both of its signs. */
export const BiasVarianceChart = memo(function BiasVarianceChart(props: BiasVarianceChartProps) {
  const layout = biasVarianceLayout(props, props);
  const { epsilon, bounds, ghost } = props;
  const taken = [...layout.labels, layout.marker.label];
  const said = ghost && ghostAt(ghost, (epsilon) => placeOf(layout, epsilon), taken, layout, props);
  return (
    <ChartFrame
      name="bias-variance"
      size={props}
      label="Squared bias and variance of the gradient estimate against epsilon"
      description={describeBiasVariance(props)}
      marks={layout.facets.flatMap((facet) => facetMarks(props, layout, facet))}
      handles={
        <MarkerHandle
          marker={layout.marker}
          term="epsilon"
          label="loss weight epsilon"
          value={epsilon}
          bounds={[-bounds[1], bounds[1]]}
          valueText={`epsilon ${formatNumber(epsilon)}`}
          valueAt={(pixel) => epsilonAt(layout, pixel)}
          step={(steps) => stepEpsilon(epsilon, steps, bounds)}
          onChange={props.onEpsilon}
        />
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <Lines lines={layout.base} className="zero" />
      {layout.facets.map((facet) => (
        <Facet key={facet.sign} facet={facet} type={layout.type} />
      ))}
      {biasVariancePins(layout, props).map((mark, i) => (
        <GhostShape key={i} mark={mark} term="sigma epsilon" part="errors" />
      ))}
      {said && <GhostShape mark={said} />}
      <Key entries={layout.key.entries} type={layout.type} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

interface FacetProps {
  readonly facet: BiasVarianceFacet;
  readonly type: TypeScale;
}

function Facet({ facet: { curves, dots, clipped, balanced, changes }, type }: FacetProps) {
  const r = type.dot;
  return (
    <g data-term="gradient" data-part="errors">
      <Lines lines={changes} className="flag-pole" />
      {curves.map(({ d, series }) => (
        <path
          key={series}
          d={d}
          className={`series series-${series}${series === 1 ? ' emphasis' : ''}`}
        />
      ))}
      {dots.map(({ x, y, series }, i) => (
        <circle key={i} cx={x} cy={y} r={r - 0.5} className={`series-dot series-dot-${series}`} />
      ))}
      {clipped.map(({ x, y }, i) => (
        <path key={i} d={`M${x},${y - 9}v8m-3,-3l3,3l3,-3`} className="clipped" />
      ))}
      {balanced && <circle cx={balanced.x} cy={balanced.y} r={r + 1.5} className="best-ring" />}
    </g>
  );
}

/** One strip per magnitude of the curves; a Monte-Carlo measurement joins the nearest strip. */
function facetMarks(
  data: BiasVarianceData,
  { y, marker }: BiasVarianceLayout,
  { sign, x }: BiasVarianceFacet,
): InspectMark[] {
  const series = seriesOf(data, sign);
  const samples = data.samplesPerEstimate;
  const errors = meanSquaredError(series, samples);
  const strips = stripsAt(
    series.epsilon.map((magnitude) => x(magnitude)),
    marker.top,
    marker.bottom,
  );
  const marks = series.epsilon.map((magnitude, i) => {
    const rows: (readonly [string, string])[] = [['bias²', formatNumber(series.biasSquared[i])]];
    if (series.variance) rows.push(['variance / M', formatNumber(series.variance[i] / samples)]);
    if (errors) rows.push(['their sum', formatNumber(errors[i])]);
    rows.push(...relativeRows(data, series.biasSquared[i], series.variance?.[i] ?? null));
    const value = Math.max(y.domain[0], errors?.[i] ?? series.biasSquared[i]);
    return {
      id: `${sign}-${i}`,
      title: `ε = ${formatNumber(sign * magnitude)}`,
      rows: [...rows, ...measuredRows(data, sign * magnitude)],
      box: strips[i],
      at: { x: x(magnitude), y: y(value) },
    };
  });
  return sign < 0 ? marks.reverse() : marks;
}

/** Bias and spread of an estimate as parts of the length of the gradient. */
function relativeRows(
  { gradientSquared, samplesPerEstimate }: BiasVarianceData,
  biasSquared: number,
  variance: number | null,
): (readonly [string, string])[] {
  if (!(gradientSquared > 0)) return [];
  const part = (square: number) => formatPercent(Math.sqrt(square / gradientSquared));
  return [
    ['bias, of the gradient’s length', part(biasSquared)],
    ...(variance === null
      ? []
      : [['spread, of the gradient’s length', part(variance / samplesPerEstimate)] as const]),
  ];
}

function measuredRows(data: BiasVarianceData, epsilon: number): (readonly [string, string])[] {
  const point = data.monteCarlo.find(
    (each) => each.epsilon / epsilon > 0.98 && each.epsilon / epsilon < 1.02,
  );
  const rows: (readonly [string, string])[] = [];
  if (point && point.biasSquared !== null) {
    rows.push(['bias², measured', formatNumber(point.biasSquared)]);
  }
  if (point && point.variance !== null) {
    const variance = point.variance / data.samplesPerEstimate;
    rows.push(['variance / M, measured', formatNumber(variance)]);
  }
  return rows;
}
