import { memo, useId, useState, type KeyboardEvent } from 'react';
import { Cells, Ramp } from '../heatmap/Cells';
import { movedCell, type Cell } from '../heatmap/moved-cell';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { formatNumber } from '../shared/format';
import { markLabel, type InspectMark } from '../shared/inspect';
import { Tooltip } from '../shared/Inspector';
import { Labels } from '../shared/Marks';
import { placeOf } from '../shared/pointer';
import type { ChartSize } from '../shared/size';
import { describeSweepMap } from './describe';
import { cellUnder, middleOf, sweepMapLayout, type SweepMapLayout } from './layout';
import { cellText, type SweepMapData } from './model';

export interface SweepMapChartProps extends SweepMapData, ChartSize {
  /** Takes the lab to a cell: values of x and y. */
  readonly onPick: (x: number, y: number) => void;
}

/** Two settings against each other, and what a lab measures under them. */
export const SweepMapChart = memo(function SweepMapChart(props: SweepMapChartProps) {
  const layout = sweepMapLayout(props, props);
  const [cell, setCell] = useState<Cell | null>(null);
  const { rows, columns } = layout;
  const mark = cell && markOf(props, layout, cell);
  const pick = (at: Cell | null) => {
    if (at) props.onPick(props.x.values[at.column], props.y.values[rows - 1 - at.row]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setCell(null);
    const next = movedCell(event.key, cell, rows, columns);
    if (next) setCell(next);
    else if (event.key === 'Enter') pick(cell);
    else return;
    event.preventDefault();
  };
  return (
    <ChartBox name="sweep-map" size={props}>
      <ChartSvg
        size={props}
        label="Map of two settings"
        description={describeSweepMap(props)}
        onPointerMove={(event) => setCell(cellUnder(layout, placeOf(event)))}
        onPointerLeave={() => setCell(null)}
      >
        <Ground layout={layout} />
        {cell && <rect className="sweep-cell" {...boxOf(layout, cell)} aria-hidden="true" />}
        <rect
          className="mark-hit"
          {...layout.box}
          tabIndex={0}
          role="button"
          aria-label={
            mark
              ? `${markLabel(mark)}. Enter takes the lab there.`
              : `Cells: read the ${rows} by ${columns} cells with the arrow keys`
          }
          onKeyDown={onKeyDown}
          onBlur={() => setCell(null)}
          onClick={() => pick(cell)}
        />
      </ChartSvg>
      <Tooltip mark={mark} pinned={false} size={props} />
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
