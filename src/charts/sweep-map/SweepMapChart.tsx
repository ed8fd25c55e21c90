import { memo, useId } from 'react';
import { Cells, Ramp } from '../heatmap/Cells';
import { cellsName, type Cell } from '../heatmap/moved-cell';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { formatNumber } from '../shared/format';
import { markLabel, type InspectMark } from '../shared/inspect';
import { Tooltip } from '../shared/Inspector';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeSweepMap } from './describe';
import { middleOf, sweepMapLayout, type SweepMapLayout } from './layout';
import { cellText, type SweepMapData, type SweepSide } from './model';
import { placesOf, useCells, type Asked, type CellPart } from './useCells';

export type SweepMapChartProps = SweepMapData & ChartSize & Asked;

/** Two settings against each other, and what a lab measures under them. */
export const SweepMapChart = memo(function SweepMapChart(props: SweepMapChartProps) {
  const layout = sweepMapLayout(props, props);
  const { cell, part, ...hears } = useCells(props, layout);
  const { rows, columns } = layout;
  const mark = cell && markOf(props, layout, cell);
  return (
    <ChartBox name="sweep-map" size={props}>
      <ChartSvg
        size={props}
        label="Map of two settings"
        description={describeSweepMap(props)}
        onPointerMove={hears.onPointerMove}
        onPointerLeave={hears.onPointerLeave}
      >
        <Ground layout={layout} />
        {part && <rect className="sweep-part" {...boxOfPart(layout, part)} aria-hidden="true" />}
        {cell && <rect className="sweep-cell" {...boxOf(layout, cell)} aria-hidden="true" />}
        <rect
          className="mark-hit"
          {...layout.box}
          tabIndex={0}
          role="button"
          aria-label={
            part
              ? `${partText(props, part)}. Enter sweeps it finer.`
              : mark
                ? `${markLabel(mark)}. Enter takes the lab there; Shift and an arrow key choose a part.`
                : cellsName(rows, columns)
          }
          {...hears.onHit}
        />
      </ChartSvg>
      <Tooltip mark={part ? null : mark} pinned={false} size={props} />
    </ChartBox>
  );
});

/** Everything but what is read. */
function Ground({ layout }: { readonly layout: SweepMapLayout }) {
  const { box, values, columns, domain, empty, ramp, here, type, labels } = layout;
  const id = useId();
  return (
    <g className="drawing" aria-hidden="true">
      <defs>
        <pattern
          id={id}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1={0} y1={0} x2={0} y2={6} className="sweep-hatch" />
        </pattern>
      </defs>
      <Cells {...{ box, values, columns, domain }} hue="ink" />
      <path d={empty} fill={`url(#${id})`} />
      <rect {...box} className="cells-frame" />
      <Ramp box={ramp} hue="ink" />
      <rect {...ramp} className="cells-frame" />
      <Labels labels={labels} />
      {here && (
        <>
          <circle cx={here.x} cy={here.y} r={type.dot + 2} className="sweep-here-halo" />
          <circle cx={here.x} cy={here.y} r={type.dot + 2} className="sweep-here" />
        </>
      )}
    </g>
  );
}

/** Of all cells of a part. */
function boxOfPart({ box, cell }: SweepMapLayout, { from, to }: CellPart) {
  const side = (a: number, b: number, size: number) => ({
    start: Math.min(a, b) * size,
    length: (Math.abs(a - b) + 1) * size,
  });
  const across = side(from.column, to.column, cell.width);
  const down = side(from.row, to.row, cell.height);
  return {
    ...{ x: box.x + across.start, y: box.y + down.start },
    ...{ width: across.length, height: down.length },
  };
}

/** A part in words. */
function partText({ x, y }: SweepMapData, part: CellPart): string {
  const places = placesOf(part, y.values.length);
  const range = ({ title, values }: SweepSide, [first, last]: readonly [number, number]) =>
    `${title} ${formatNumber(values[first])} to ${formatNumber(values[last])}`;
  return `Part: ${range(x, places.x)}, ${range(y, places.y)}`;
}

const boxOf = ({ box, cell }: SweepMapLayout, { row, column }: Cell) => ({
  ...{ x: box.x + column * cell.width, y: box.y + row * cell.height },
  ...cell,
});

/** What the tooltip says of a cell. */
function markOf(
  { x, y, quantity, cells }: SweepMapData,
  { box, cell, rows, columns }: SweepMapLayout,
  at: Cell,
): InspectMark {
  const place = (rows - 1 - at.row) * columns + at.column;
  const found = cells[place];
  const middle = middleOf(at, box, cell);
  return {
    id: String(place),
    title: `${x.title} ${formatNumber(x.values[at.column])}, ${y.title} ${formatNumber(y.values[rows - 1 - at.row])}`,
    rows: found
      ? [
          [quantity, cellText(found)],
          ['repetitions', String(found.n)],
        ]
      : [[quantity, 'not there yet']],
    at: middle,
    box: { ...middle, width: 0, height: 0 },
  };
}
