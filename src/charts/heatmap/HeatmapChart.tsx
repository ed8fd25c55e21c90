import { memo, useState, type KeyboardEvent } from 'react';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { formatNumber } from '../shared/format';
import type { Point } from '../shared/labels';
import { Labels } from '../shared/Marks';
import { placeOf } from '../shared/pointer';
import type { ChartSize, Numbers } from '../shared/size';
import { movedCell, type Cell } from './moved-cell';
import { Cells, Ramp } from './Cells';
import type { Hue } from './colours';
import { describeHeatmap } from './describe';
import {
  cellAt,
  colourBar,
  heatmapLayout,
  type HeatmapData,
  type HeatmapLayout,
  type HeatmapPanel,
} from './layout';

export interface HeatmapChartProps extends HeatmapData, ChartSize {
  /** The row that is lit, here or in another figure. */
  readonly litRow?: number | null;
  readonly onLitRow?: (row: number | null) => void;
}

/** Matrices side by side; the cell that is pointed at is read in all of them at once. */
export const HeatmapChart = memo(function HeatmapChart(props: HeatmapChartProps) {
  const { panels: data, rows, columns, width, height, litRow = null, onLitRow } = props;
  const layout = heatmapLayout(props, props);
  const [cell, setCell] = useState<Cell | null>(null);
  const point = (next: Cell | null) => {
    setCell(next);
    if (next?.row !== cell?.row) onLitRow?.(next?.row ?? null);
  };
  const shown =
    cell ??
    (litRow !== null && litRow >= 0 && litRow < rows.length ? { row: litRow, column: null } : null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedCell(event.key, cell, rows.length, columns.length);
    if (!next) return;
    event.preventDefault();
    point(next);
  };
  return (
    <ChartBox name="heatmap" size={props}>
      <ChartSvg
        size={props}
        label="Matrices of the predictor"
        description={describeHeatmap(props)}
        onPointerMove={(event) => point(cellAt(layout, placeOf(event)))}
        onPointerLeave={() => point(null)}
      >
        <g className="drawing" aria-hidden="true">
          <Labels labels={layout.labels} />
          {layout.panels.map((panel, p) => (
            <Panel
              key={panel.id}
              panel={panel}
              layout={layout}
              values={data[p].values}
              hue={data[p].hue}
              columns={columns.length}
            />
          ))}
          {shown &&
            layout.panels.map((panel) => (
              <Cross key={panel.id} {...{ panel, layout }} {...shown} />
            ))}
        </g>
        <rect
          className="mark-hit"
          width={width}
          height={height}
          tabIndex={0}
          role="button"
          aria-label={
            cell ? readout(props, cell) : `Cells: read the ${rows.length} rows with the arrow keys`
          }
          onKeyDown={onKeyDown}
          onBlur={() => point(null)}
        />
      </ChartSvg>
      {cell && (
        <div className="heatmap-readout" aria-hidden="true">
          {readout(props, cell)}
        </div>
      )}
    </ChartBox>
  );
});

function readout({ panels, rows, columns, rowTitle, columnTitle }: HeatmapData, at: Cell): string {
  const values = panels.map(
    ({ title, values }) => `${title} ${formatNumber(values[at.row * columns.length + at.column])}`,
  );
  return `${rowTitle} ${rows[at.row]}, ${columnTitle} ${columns[at.column]}: ${values.join(', ')}`;
}

interface PanelProps {
  panel: HeatmapPanel;
  layout: HeatmapLayout;
  values: Numbers;
  hue: Hue;
  columns: number;
}

function Panel({ panel, layout, values, hue, columns }: PanelProps) {
  const { box, domain, dots, rings, truth, labels, numbers } = panel;
  const { radius, ring, type } = layout;
  const bar = colourBar(box, type);
  const circles = rings.map((at) => circle(at, ring)).join('');
  return (
    <>
      <Cells {...{ box, values, columns, domain, hue }} />
      <rect {...box} className="cells-frame" data-term={panel.id} />
      {bar.width > 8 && <Ramp box={bar} hue={hue} />}
      <Labels labels={labels} />
      <path d={circles} className="cell-halo" />
      <path d={circles} className="truth-ring" />
      {truth && <line {...truth} className="truth-line" />}
      <path d={dots.map((at) => circle(at, radius)).join('')} className="cell-dot" />
      <Labels labels={numbers} />
    </>
  );
}

const circle = ({ x, y }: Point, r: number) => {
  const n = (value: number) => Math.round(value * 10) / 10;
  return `M${n(x - r)},${n(y)}a${n(r)},${n(r)} 0 1,0 ${n(2 * r)},0a${n(r)},${n(r)} 0 1,0 ${n(-2 * r)},0`;
};

/** The row and the column of the cell, lit in one panel. */
function Cross(props: {
  panel: HeatmapPanel;
  layout: HeatmapLayout;
  row: number;
  column: number | null;
}) {
  const { panel, layout, row, column } = props;
  const { box } = panel;
  const { cell } = layout;
  return (
    <g className="cell-cross">
      <rect x={box.x} y={box.y + row * cell.height} width={box.width} height={cell.height} />
      {column !== null && (
        <rect x={box.x + column * cell.width} y={box.y} width={cell.width} height={box.height} />
      )}
    </g>
  );
}
