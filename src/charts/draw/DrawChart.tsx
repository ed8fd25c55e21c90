import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Hatch, Key, Labels, Lines } from '../shared/Marks';
import type { ChartSize, TypeScale } from '../shared/size';
import { describeDraw } from './describe';
import {
  augmentedSumOf,
  drawLayout,
  sumOf,
  type DrawColumn,
  type DrawData,
  type DrawLayout,
} from './layout';

export interface DrawChartProps extends DrawData, ChartSize {}

/** One draw under the microscope: signal, plus noise, plus loss, and who wins. */
export const DrawChart = memo(function DrawChart(props: DrawChartProps) {
  const hatch = useId();
  const layout = drawLayout(props, props);
  const { type } = layout;
  return (
    <ChartFrame
      name="draw"
      size={props}
      label="One draw: signal, noise, their sum and the winner"
      description={describeDraw(props)}
      marks={drawMarks(props, layout)}
    >
      <Hatch id={hatch} />
      <Lines lines={layout.grid} className="grid" />
      <line {...layout.zero} className="zero" />
      {layout.threshold && (
        <line {...layout.threshold} className="threshold" data-term="prediction" />
      )}
      {layout.columns.map((column, i) => (
        <Column key={i} column={column} type={type} fill={`url(#${hatch})`} />
      ))}
      <Key entries={layout.key.entries} type={type} hatch={`url(#${hatch})`} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

interface ColumnProps {
  readonly column: DrawColumn;
  readonly type: TypeScale;
  readonly fill: string;
}

function Column({ column, type, fill }: ColumnProps) {
  const { signal, noise, link, sum, augmented, wins, winsAugmented } = column;
  const r = Math.min(type.dot, noise.width * 0.6);
  return (
    <>
      <rect {...signal} className="signal-bar" data-term="signal" />
      <line {...link} className="leader" data-term="signal" />
      <rect {...noise} className="noise-bar" fill={fill} data-term="noise" />
      {(winsAugmented || augmented.y !== sum.y) && (
        <path
          d={`M${sum.x},${sum.y}H${augmented.x}V${augmented.y}m-3,0h6`}
          className="loss-line"
          data-term="epsilon loss"
        />
      )}
      <circle
        cx={sum.x}
        cy={sum.y}
        r={wins ? r + 1 : r - 1}
        className={wins ? 'prediction-dot' : 'sum-dot'}
        data-term={wins ? 'sum prediction' : 'sum'}
      />
      {winsAugmented && (
        <circle
          cx={augmented.x}
          cy={augmented.y}
          r={r + 2}
          className="augmented-ring"
          data-term="epsilon loss"
        />
      )}
    </>
  );
}

function drawMarks(data: DrawData, layout: DrawLayout): InspectMark[] {
  return layout.columns.map(({ hit, sum }, i) => ({
    id: `class-${i}`,
    title: [data.labels[i], data.winners[i] && 'y*', data.augmentedWinners[i] && 'y*(ε)']
      .filter(Boolean)
      .join(' · '),
    rows: [
      ['signal μ', formatNumber(data.scores[i])],
      ['noise σγ', formatNumber(data.perturbation[i])],
      ['sum μ + σγ', formatNumber(sumOf(data, i), 4)],
      ['loss ε·ℓ', formatNumber(data.augmentation[i])],
      ['sum with loss', formatNumber(augmentedSumOf(data, i), 4)],
    ],
    box: hit,
    at: sum,
  }));
}
