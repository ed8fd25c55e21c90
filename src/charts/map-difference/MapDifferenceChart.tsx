import { memo, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { shownAt } from '../../core/maps/quantities';
import { Cells, Ramp } from '../heatmap/Cells';
import { cellsName, movedCell, type Cell } from '../heatmap/moved-cell';
import { cellAt, pointOf } from '../regime-map/layout';
import { colouringOf } from '../regime-map/model';
import { placeInMap } from '../regime-map/view';
import { WrongHatch } from '../regime-map/WrongHatch';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { formatNumber } from '../shared/format';
import { markLabel, type InspectMark } from '../shared/inspect';
import { Tooltip } from '../shared/Inspector';
import { Key, Labels } from '../shared/Marks';
import { placeOf } from '../shared/pointer';
import type { ChartSize } from '../shared/size';
import { describeMapDifference } from './describe';
import {
  mapDifferenceLayout,
  MOST,
  type MapDifferenceData,
  type MapDifferenceLayout,
} from './layout';

export interface MapDifferenceChartProps extends MapDifferenceData, ChartSize {}

/** What the second of two maps has more and less than the first. */
export const MapDifferenceChart = memo(function MapDifferenceChart(props: MapDifferenceChartProps) {
  const { width, height } = props;
  const layout = useMemo(() => mapDifferenceLayout(props, props), [props]);
  const [cell, setCell] = useState<Cell | null>(null);
  const { rows, columns } = layout;
  const mark = cell && markOf(props, layout, cell);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setCell(null);
    const next = movedCell(event.key, cell, rows, columns);
    if (!next) return;
    event.preventDefault();
    setCell(next);
  };
  return (
    <ChartBox name="map-difference" size={props}>
      <ChartSvg
        size={props}
        label="Difference of two maps"
        description={describeMapDifference(props)}
        onPointerMove={(event) => setCell(cellAt(layout, placeOf(event)))}
        onPointerLeave={() => setCell(null)}
      >
        <Ground layout={layout} />
        <rect
          className="mark-hit"
          {...{ width, height }}
          tabIndex={0}
          role="button"
          aria-label={mark ? markLabel(mark) : cellsName(rows, columns)}
          onKeyDown={onKeyDown}
          onBlur={() => setCell(null)}
        />
      </ChartSvg>
      <Tooltip mark={mark} pinned={false} size={props} />
    </ChartBox>
  );
});

/** The more, the more of the hue of what is wrong; the less, the more of the other one. */
const HUES = { more: 'error', less: 'signal' } as const;
const DOMAIN = [0, MOST] as const;

/** Everything but what is read. */
function Ground({ layout }: { readonly layout: MapDifferenceLayout }) {
  const { halves, columns, bars, key, type, labels, point } = layout;
  const id = useId();
  const fill = `url(#${id}hatch)`;
  const [less, more] = bars;
  return (
    <g className="drawing" aria-hidden="true">
      <WrongHatch id={`${id}hatch`} />
      <g transform={`rotate(180 ${less.x + less.width / 2} ${less.y + less.height / 2})`}>
        <Ramp box={less} hue={HUES.less} />
      </g>
      <Ramp box={more} hue={HUES.more} />
      <rect {...less} width={less.width + more.width} className="cells-frame" />
      {halves.map(({ sign, box, picture, open, border, ...half }) => (
        <g key={sign}>
          <clipPath id={`${id}${sign}`}>
            <rect {...box} />
          </clipPath>
          {(['more', 'less'] as const).map((side) => (
            <g key={side} data-term="gradient">
              <Cells
                {...{ box, picture, columns, domain: DOMAIN }}
                values={half[side]}
                hue={HUES[side]}
              />
            </g>
          ))}
          <g clipPath={`url(#${id}${sign})`}>
            <path d={open} className="wrong-cells" fill={fill} />
            <path d={border} className="zero-halo" />
            <path d={border} className="zero-line" />
          </g>
          <rect {...box} className="cells-frame" />
        </g>
      ))}
      <Key entries={key.entries} type={type} hatch={fill} />
      <Labels labels={labels} />
      <circle cx={point.x} cy={point.y} r={type.dot + 3} className="point-grip" />
      <circle cx={point.x} cy={point.y} r={type.dot - 1} className="prediction-dot" />
    </g>
  );
}

/** What the tooltip says of a cell. */
function markOf(
  { first, second, names, quantity }: MapDifferenceData,
  layout: MapDifferenceLayout,
  { row, column }: Cell,
): InspectMark {
  const { grid } = first.map;
  const place = placeInMap(first.map, row, column);
  const sigma = grid.sigmas[column];
  const epsilon = grid.epsilons[grid.epsilons.length - 1 - row];
  const at = pointOf(layout, { sigma, epsilon });
  const values = [first, second].map((one, i): [string, string] => [
    names[i],
    formatNumber(shownAt(one, place, quantity)),
  ]);
  const open = layout.difference.open[place] === 1;
  return {
    id: `${row} ${column}`,
    title: `σ = ${formatNumber(sigma)}, ε = ${formatNumber(epsilon)}: ${colouringOf({ map: first.map, quantity }).title}`,
    rows: open ? [...values, ['told apart', 'no']] : values,
    at,
    box: { ...at, width: 0, height: 0 },
  };
}
