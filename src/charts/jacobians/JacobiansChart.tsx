import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeJacobians } from './describe';
import { jacobiansLayout, type JacobiansData, type JacobiansLayout } from './layout';

/** Estimates of one matrix side by side: squares, filled above 0 and hollow below. */
export const JacobiansChart = memo(function JacobiansChart(props: JacobiansData & ChartSize) {
  const layout = jacobiansLayout(props, props);
  return (
    <ChartFrame
      name="jacobians"
      size={props}
      label="Estimates of the Jacobian"
      description={describeJacobians(props)}
      marks={jacobiansMarks(props, layout)}
    >
      {layout.panels.map(({ id, box, entries }) => (
        <g key={id} data-term="gradient">
          {entries.map(({ square, sign }, e) => (
            <rect key={e} {...square} className={`entry entry-${sign}`} />
          ))}
          <rect {...box} className="cells-frame" />
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** Every entry, with what the other matrices have in its place. */
function jacobiansMarks({ parts, panels }: JacobiansData, layout: JacobiansLayout): InspectMark[] {
  const n = parts.length;
  return layout.panels.flatMap(({ id, entries }, p) =>
    entries.map(({ cell }, e): InspectMark => {
      const all = panels.flatMap(({ title, values }) =>
        values ? [[title, formatFixed(values[e], 4)] as const] : [],
      );
      return {
        id: `${id}-${e}`,
        title: `${panels[p].title}: slope of y ${parts[Math.floor(e / n)]} in μ ${parts[e % n]}`,
        rows: all,
        box: cell,
        at: { x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 },
      };
    }),
  );
}
