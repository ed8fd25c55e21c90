import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed, formatPercent } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { MarkerHandle } from '../shared/MarkerHandle';
import { stripsAt } from '../shared/marker';
import { Hatch, Key, Labels, Lines } from '../shared/Marks';
import { nudge, valueAt } from '../shared/scale';
import type { ChartSize, Phase } from '../shared/size';
import { describeFewNoises } from './describe';
import { fewNoisesLayout, STRUCTURES, type FewNoisesData, type FewNoisesLayout } from './layout';

export interface FewNoisesChartProps extends FewNoisesData, ChartSize {
  readonly onCoupling: (value: number, phase: Phase) => void;
}

/** Four structures under three laws, and over the coupling how far few noises are from Gibbs. */
export const FewNoisesChart = memo(function FewNoisesChart(props: FewNoisesChartProps) {
  const layout = fewNoisesLayout(props, props);
  const { shares, columns, key, at, type } = layout;
  const hatch = useId();
  const fill = `url(#${hatch})`;
  return (
    <ChartFrame
      name="few-noises"
      size={props}
      label="Four structures with noise per structure and noise per variable"
      description={describeFewNoises(props)}
      marks={fewNoisesMarks(props, layout)}
      handles={
        <MarkerHandle
          marker={layout.marker}
          term="coupling"
          label="coupling of the two variables"
          value={props.coupling}
          bounds={props.couplingBounds}
          valueText={`coupling ${formatFixed(props.coupling, 2)}`}
          valueAt={(pixel) => valueAt(layout.x, pixel)}
          step={(steps) => nudge(layout.x, props.coupling, steps)}
          onChange={props.onCoupling}
        />
      }
    >
      <Hatch id={hatch} />
      <Lines lines={[...shares.grid, ...layout.grid]} className="grid" />
      {columns.map((column, i) => (
        <g key={i}>
          <rect {...column.structures} className="prediction-bar" data-term="prediction" />
          <rect {...column.variables} className="noise-bar" fill={fill} data-term="noise" />
          <line {...column.law} className="law-line" data-term="law" />
        </g>
      ))}
      <path d={layout.curve} className="exact-curve" data-term="law" />
      <circle cx={at.x} cy={at.y} r={type.dot} className="prediction-dot" data-term="law" />
      <Key entries={key.entries} type={type} hatch={fill} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** The shares of every structure, and the distance at every coupling of the curve. */
function fewNoisesMarks(data: FewNoisesData, layout: FewNoisesLayout): InspectMark[] {
  const { structures, variables, gibbs, couplings, distances } = data;
  const { x, y, marker, columns } = layout;
  const shares = columns.map((column, i): InspectMark => ({
    id: `structure-${i}`,
    title: `y = ${STRUCTURES[i]}`,
    rows: [
      ['noise per structure', formatFixed(structures[i], 4)],
      ['noise per variable', formatFixed(variables[i], 4)],
      ['Gibbs law', formatFixed(gibbs[i], 4)],
    ],
    box: column.hit,
    at: { x: column.variables.x, y: column.variables.y },
  }));
  const xs = couplings.map((c) => x(c));
  const strips = stripsAt(xs, marker.top, marker.bottom);
  const curve = couplings.map((c, i): InspectMark => ({
    id: `coupling-${i}`,
    title: `c = ${formatFixed(c, 2)}`,
    rows: [['elsewhere than Gibbs', formatPercent(distances[i])]],
    box: strips[i],
    at: { x: xs[i], y: y(distances[i]) },
  }));
  return [...shares, ...curve];
}
