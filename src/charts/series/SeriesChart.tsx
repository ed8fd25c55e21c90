import { memo } from 'react';
import { toPixel } from '../shared/axis';
import { categoryStyle } from '../shared/category';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import { stripsAt } from '../shared/marker';
import type { ChartSize } from '../shared/size';
import { describeSeries } from './describe';
import { seriesLayout, type Series, type SeriesData, type SeriesLayout } from './layout';

export type SeriesChartProps = SeriesData & ChartSize;

/** Measurements of runs against their steps. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const layout = seriesLayout(props, props);
  const { lines, leaders, events, names } = layout;
  return (
    <ChartFrame
      name="series"
      size={props}
      label={`${props.valueLabel} against ${props.stepLabel}`}
      description={describeSeries(props)}
      marks={seriesMarks(props, layout)}
    >
      <Lines lines={layout.grid} className="grid" />
      <Labels labels={layout.labels} />
      {leaders.map(({ category, ...line }, i) => (
        <line key={i} {...line} className="series-leader" stroke={categoryStyle(category).stroke} />
      ))}
      {lines.map(({ id, path, mean, category, thin }) => (
        <g key={id} className={thin ? 'run-line thin' : 'run-line'} data-term={id}>
          {mean === null ? (
            <path d={path} style={categoryStyle(category)} />
          ) : (
            <>
              <path d={path} className="band" stroke={categoryStyle(category).stroke} />
              <path d={mean} style={categoryStyle(category)} />
            </>
          )}
        </g>
      ))}
      {events.map(({ category, label, ...line }, i) => (
        <line key={i} {...line} className="run-event" stroke={categoryStyle(category).stroke}>
          <title>{label}</title>
        </line>
      ))}
      {names.map(({ category, ...label }, i) => (
        <g key={i} className="run-name" style={{ color: categoryStyle(category).stroke }}>
          <Labels labels={[label]} />
        </g>
      ))}
      {layout.empty && (
        <text
          className="label label-note"
          x={(layout.xAxis.range[0] + layout.xAxis.range[1]) / 2}
          y={(layout.yAxis.range[0] + layout.yAxis.range[1]) / 2}
          textAnchor="middle"
        >
          Run the training to see it
        </text>
      )}
    </ChartFrame>
  );
});

/** Most strips in which values are read: each a few pixels wide. */
const MAX_STRIPS = 48;

/** A strip per step, or per few steps, with the values of all lines there. */
function seriesMarks({ series, events = [] }: SeriesData, layout: SeriesLayout): InspectMark[] {
  const { xAxis, yAxis } = layout;
  const longest = series.reduce<Series | null>(
    (most, one) => (one.steps.length > (most?.steps.length ?? 0) ? one : most),
    null,
  );
  if (!longest) return [];
  const every = Math.ceil(longest.steps.length / MAX_STRIPS);
  const steps: number[] = [];
  for (let i = longest.steps.length - 1; i >= 0; i -= every) steps.unshift(longest.steps[i]);
  const xs = steps.map((step) => toPixel(xAxis, Math.max(step, xAxis.domain[0])));
  const [bottom, top] = yAxis.range;
  const boxes = stripsAt(xs, top, bottom);
  return steps.map((step, s) => {
    const before = steps[s - 1] ?? 0;
    const rows = series.flatMap((one): (readonly [string, string])[] => {
      const at = indexAt(one.steps, step);
      return at < 0 ? [] : [[one.label, formatNumber(one.values[at], 3)]];
    });
    const told = events
      .filter((event) => event.step > before && event.step <= step)
      .map(({ label }): readonly [string, string] => ['event', label]);
    return {
      id: `step-${s}`,
      title: `step ${step}`,
      rows: [...rows, ...told],
      box: boxes[s],
      at: { x: xs[s], y: top + (bottom - top) / 3 },
    };
  });
}

/** Index of the last step that is not beyond `step`, or -1; by bisection. */
function indexAt(steps: ArrayLike<number>, step: number): number {
  let [lo, hi] = [0, steps.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (steps[middle] <= step) lo = middle + 1;
    else hi = middle;
  }
  return lo - 1;
}
