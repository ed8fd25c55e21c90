import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeComparison } from './describe';
import { comparisonLayout, type ComparisonData, type ComparisonLayout } from './layout';

/** Measured values with their intervals beside printed ones. */
export const ComparisonChart = memo(function ComparisonChart(props: ComparisonData & ChartSize) {
  const layout = comparisonLayout(props, props);
  const { marks, type } = layout;
  return (
    <ChartFrame
      name="comparison"
      size={props}
      label={props.valueLabel}
      description={describeComparison(props)}
      marks={comparisonMarks(layout, props)}
    >
      <Lines lines={layout.grid} className="grid" />
      <Lines lines={layout.separators} className="grid" />
      <Labels labels={layout.labels} />
      {marks.map(({ row, dot, bar, printed }, i) => {
        // the names of the rows tell the methods apart
        const stroke = `var(--ink-${row.recorded ? 3 : 1})`;
        return (
          <g key={i} data-term={row.label}>
            <line {...bar} className="interval" style={{ stroke }} />
            {printed && (
              <circle cx={printed.x} cy={printed.y} r={type.dot + 2} className="printed-ring" />
            )}
            <circle cx={dot.x} cy={dot.y} r={type.dot - 0.5} style={{ fill: stroke }} />
          </g>
        );
      })}
      {marks.length === 0 && (
        <text
          className="label label-note"
          x={props.width / 2}
          y={props.height / 2}
          textAnchor="middle"
        >
          No results yet: choose what to run and start it
        </text>
      )}
    </ChartFrame>
  );
});

function comparisonMarks(
  { marks }: ComparisonLayout,
  { counted, reference = 'printed' }: ComparisonData,
): InspectMark[] {
  const compared = marks.some(({ printed }) => printed);
  return marks.map(({ row, dot, box }, i) => ({
    id: `row-${i}`,
    title: `${row.group}, ${row.label}`,
    rows: [
      [compared ? 'ours' : 'mean', formatNumber(row.value)],
      ['95% interval', `${formatNumber(row.interval[0])} to ${formatNumber(row.interval[1])}`],
      [counted ?? 'repetitions', String(row.count) + (row.recorded ? ', recorded' : '')],
      ...(compared
        ? ([[reference, row.printed === null ? `not ${reference}` : String(row.printed)]] as const)
        : []),
      ...(row.notes ?? []),
    ],
    box,
    at: dot,
  }));
}
