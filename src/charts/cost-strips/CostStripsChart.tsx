import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeCostStrips } from './describe';
import { costStripsLayout, medianOf, type CostStripsData, type CostStripsLayout } from './layout';

/** Told costs of cells, by what these truly cost. */
export const CostStripsChart = memo(function CostStripsChart(props: CostStripsData & ChartSize) {
  const layout = costStripsLayout(props, props);
  const { radius: r } = layout;
  return (
    <ChartFrame
      name="cost-strips"
      size={props}
      label="Told costs by terrain"
      description={describeCostStrips(props)}
      marks={stripMarks(props, layout)}
    >
      {layout.strips.map(({ points, median, ground }, s) => (
        <g key={props.strips[s].name}>
          <Lines lines={[ground]} className="grid" />
          <path
            d={points
              .map(
                ({ x, y }) =>
                  `M${round(x - r)},${round(y)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`,
              )
              .join('')}
            className="strip-point"
            data-term="score"
          />
          {median && <Lines lines={[median]} className="strip-median" />}
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

const round = (pixel: number) => Math.round(10 * pixel) / 10;

const stripMarks = ({ strips }: CostStripsData, layout: CostStripsLayout): InspectMark[] =>
  layout.strips.flatMap(({ ground, height }, s) => {
    const { name, cost, values } = strips[s];
    if (values.length === 0) return [];
    const all = Array.from(values);
    return [
      {
        ...{ id: name, title: name },
        rows: [
          ['true cost', String(cost)],
          ['cells', String(all.length)],
          ['told, in the middle', formatNumber(medianOf(all), 2)],
          [
            'least and most',
            `${formatNumber(Math.min(...all), 2)} … ${formatNumber(Math.max(...all), 2)}`,
          ],
        ],
        box: { x: ground.x1, y: ground.y1 - height / 2, width: ground.x2 - ground.x1, height },
        at: { x: (ground.x1 + ground.x2) / 2, y: ground.y1 - height / 2 },
      } satisfies InspectMark,
    ];
  });
