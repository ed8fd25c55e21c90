import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Key, Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeFan } from './describe';
import { fanLayout, type FanColumn, type FanData, type FanLayout } from './layout';

export interface FanChartProps extends FanData, ChartSize {}

/** All matchings of a few numbers by loss, and which of them either sign of epsilon touches. */
export const FanChart = memo(function FanChart(props: FanChartProps) {
  const layout = fanLayout(props, props);
  const { type, key, ring, stair } = layout;
  return (
    <ChartFrame
      name="fan"
      size={props}
      label="All matchings by loss, and those that the loss touches"
      description={describeFan(props)}
      marks={fanMarks(props, layout)}
    >
      <Lines lines={layout.grid} className="grid" />
      {layout.columns.map((column, y) => (
        <Column key={y} column={column} radius={Math.min(type.dot * 0.7, column.hit.width / 4)} />
      ))}
      <Lines lines={layout.zero} className="zero" />
      {ring && <rect {...ring} rx={4} className="truth-ring" data-term="truth" />}
      <path d={stair} className="loss-line" data-term="loss" />
      <Key entries={key.entries} type={type} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

function Column({ column, radius }: { column: FanColumn; radius: number }) {
  const { links, lifted, pressed, dot } = column;
  return (
    <>
      <Lines lines={links} className="fan-link" />
      {lifted && <rect {...lifted} className="fan-bar" data-term="epsilon loss" />}
      {pressed && <rect {...pressed} className="fan-bar" data-term="epsilon loss" />}
      {dot && (
        <circle
          cx={dot.x}
          cy={dot.y}
          r={radius}
          className="prediction-dot"
          data-term="prediction"
        />
      )}
    </>
  );
}

/** A column per matching: where it puts the numbers, its loss, and the draws that concern it. */
function fanMarks(data: FanData, { columns }: FanLayout): InspectMark[] {
  const { places, losses, prediction, negative, positive } = data;
  return columns.map(({ hit, lifted }, y) => ({
    id: `matching-${y}`,
    title: `places ${Array.from(places[y], (place) => place + 1).join(', ')}`,
    rows: [
      ['loss', formatNumber(losses[y])],
      ['y* in', `${prediction[y]} draws`],
      [`lifted, ε = ${formatNumber(negative.epsilon, 2)}`, `${negative.touched[y]} draws`],
      [`pressed, ε = ${formatNumber(positive.epsilon, 2)}`, `${positive.touched[y]} draws`],
    ],
    box: hit,
    at: { x: hit.x + hit.width / 2, y: lifted?.y ?? hit.y + hit.height / 2 },
  }));
}
