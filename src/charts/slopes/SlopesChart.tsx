import { memo } from 'react';
import { categoryStyle } from '../shared/category';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { Key, Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeSlopes } from './describe';
import { slopesLayout, type SlopesLayout } from './layout';
import type { PlacedPoint, SlopesData } from './model';

/** Values of methods over columns: printed ones as rings on lines, the reader's own as dots on them. */
export const SlopesChart = memo(function SlopesChart(props: SlopesData & ChartSize) {
  const layout = slopesLayout(props, props);
  const { points, paths, names, type } = layout;
  return (
    <ChartFrame
      name="slopes"
      size={props}
      label={props.valueLabel}
      description={describeSlopes(props)}
      marks={marksOf(layout)}
    >
      <Lines lines={layout.grid} className="grid" />
      <Lines lines={layout.separators} className="grid" />
      <g data-part="results">
        {paths.map(({ line, path }, i) => (
          <path
            key={i}
            d={path}
            className="run-line"
            style={categoryStyle(line.category)}
            data-term={line.id}
          />
        ))}
        {points.map(
          ({ point, printed }, i) =>
            printed && (
              <circle
                key={i}
                cx={printed.x}
                cy={printed.y}
                r={type.dot}
                className={point.failed ? 'printed-ring printed-failed' : 'printed-ring'}
              />
            ),
        )}
        {points.map(
          ({ own, interval }, i) =>
            own &&
            interval && (
              <g key={i} data-term="prediction">
                <line {...interval} className="error-bar" />
                <circle cx={own.x} cy={own.y} r={type.dot - 1} className="prediction-dot" />
              </g>
            ),
        )}
        <Lines lines={names.map(({ leader }) => leader)} className="leader" />
        <Labels labels={names.map(({ label }) => label)} />
      </g>
      <Key entries={layout.key} type={type} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

function marksOf({ points, type }: SlopesLayout): InspectMark[] {
  return points.flatMap((placed, i) => markOf(placed, i, type.dot) ?? []);
}

function markOf(placed: PlacedPoint, i: number, dot: number): InspectMark | null {
  const { group, line, point, printed, own } = placed;
  const at = own ?? printed;
  if (!at) return null;
  return {
    id: String(i),
    title: `${group.title}, ${line.label}`,
    rows: [
      ['k', group.columns[point.column]],
      ['printed', point.printed === null ? 'not printed' : `${point.printed}% right`],
      ...(point.own
        ? ([
            ['here', `${formatNumber(point.own.value)}%`],
            ['95% interval', point.own.interval.map((end) => formatNumber(end)).join(' to ')],
          ] as const)
        : []),
      ...(point.notes ?? []),
    ],
    box: squareAround(at, dot + 4),
    at,
  };
}
