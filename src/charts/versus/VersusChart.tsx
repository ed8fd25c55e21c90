import { memo, useId, useState } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import type { VersusData } from './data';
import { describeVersus } from './describe';
import { versusLayout, type VersusLayout } from './layout';

/** Sets under two methods, with the parts of the one that is pointed at. */
export const VersusChart = memo(function VersusChart(props: VersusData & ChartSize) {
  const layout = versusLayout(props, props);
  const [active, setActive] = useState<string | null>(null);
  const { frame, type, dots } = layout;
  const clip = useId();
  return (
    <ChartFrame
      name="versus"
      size={props}
      label={`${props.measure} of ${props.y} against ${props.x}`}
      description={describeVersus(props)}
      marks={versusMarks(props, layout)}
      onActive={setActive}
    >
      <defs>
        <clipPath id={clip}>
          <rect
            x={frame.left}
            y={frame.top}
            width={frame.right - frame.left}
            height={frame.bottom - frame.top}
          />
        </clipPath>
      </defs>
      <Lines lines={layout.grid} className="grid" />
      <g clipPath={`url(#${clip})`}>
        <path d={layout.ratio} className="versus-band" />
        <Lines lines={[layout.diagonal]} className="versus-diagonal" />
        <Lines lines={[layout.difference]} className="versus-difference" />
        <Parts layout={layout} active={active} />
      </g>
      {dots.map(({ point, at }) => (
        <circle
          key={point.id}
          cx={at.x}
          cy={at.y}
          r={type.dot}
          className="versus-dot"
          data-term={point.name}
          style={{ fill: `var(--ink-${point.recorded ? 3 : 1})` }}
        />
      ))}
      <Labels labels={[...layout.labels, ...layout.names]} />
      {dots.length === 0 && (
        <text
          className="label label-note"
          x={(frame.left + frame.right) / 2}
          y={(frame.top + frame.bottom) / 2}
          textAnchor="middle"
        >
          No results yet
        </text>
      )}
    </ChartFrame>
  );
});

/** What a point is the mean of, each tied to it. */
function Parts({ layout, active }: { layout: VersusLayout; active: string | null }) {
  const found = layout.dots.find(({ point }) => point.id === active);
  if (!found) return null;
  const { x, y, type } = layout;
  const { at, point } = found;
  const ends = point.parts.map(([a, b]) => ({ x: x(a), y: y(b) }));
  return (
    <>
      <Lines
        lines={ends.map((end) => ({ x1: at.x, y1: at.y, x2: end.x, y2: end.y }))}
        className="leader"
      />
      {ends.map((end, i) => (
        <circle key={i} cx={end.x} cy={end.y} r={type.dot - 1.5} className="versus-part" />
      ))}
    </>
  );
}

function versusMarks(data: VersusData, { dots, type }: VersusLayout): InspectMark[] {
  return dots.map(({ point, at }) => ({
    id: point.id,
    title: point.name,
    rows: [
      [data.y, formatFixed(point.y, 3)],
      [data.x, formatFixed(point.x, 3)],
      [data.parts, String(point.parts.length) + (point.recorded ? ', recorded' : '')],
      ...(point.notes ?? []),
    ],
    box: squareAround(at, type.dot + 4),
    at,
  }));
}
