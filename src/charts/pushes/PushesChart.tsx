import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import type { PushesData } from './data';
import { describePushes } from './describe';
import { pushesLayout, type PushesLayout } from './layout';

/** What losses do to the scores of one example; the exact one is made of pairs. */
export const PushesChart = memo(function PushesChart(props: PushesData & ChartSize) {
  const layout = pushesLayout(props, props);
  return (
    <ChartFrame
      name="pushes"
      size={props}
      label="What every loss does to the scores"
      description={describePushes(props)}
      marks={pushesMarks(props, layout)}
    >
      {layout.rows.map(({ row, zero, bars, parts }) => (
        <g key={row.id} data-term="gradient">
          {parts.map((part, i) => (
            <rect key={i} {...part} className="push-part" />
          ))}
          <Lines lines={[zero]} className="zero" />
          {bars.map(({ box, sign, label }) => (
            <rect key={label} {...box} className={`entry entry-${sign}`} />
          ))}
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** Every bar, with the pairs that it is made of. */
function pushesMarks({ labels, pairs }: PushesData, layout: PushesLayout): InspectMark[] {
  return layout.rows.flatMap(({ row, bars }) =>
    bars.map(({ box, label, hit }): InspectMark => {
      const made = row.paired
        ? pairs.flatMap(({ better, worse, push }): (readonly [string, string])[] => {
            if (better === label) return [[`over ${labels[worse]}`, formatNumber(push)]];
            return worse === label ? [[`under ${labels[better]}`, formatNumber(-push)]] : [];
          })
        : [];
      return {
        id: `${row.id}-${label}`,
        title: `${labels[label]}, ${row.name}`,
        rows: [['push', formatNumber(row.pushes[label])], ...made],
        box: hit,
        at: { x: box.x + box.width / 2, y: box.y },
      };
    }),
  );
}
