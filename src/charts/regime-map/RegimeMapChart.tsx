import { memo, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { cellNear } from '../../core/maps/regimes';
import { stepEpsilon } from '../bias-variance/model';
import { Cells, Ramp } from '../heatmap/Cells';
import { movedCell, type Cell } from '../heatmap/moved-cell';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { formatNumber } from '../shared/format';
import { markLabel, type InspectMark } from '../shared/inspect';
import { Tooltip } from '../shared/Inspector';
import type { Point } from '../shared/labels';
import { Key, Labels, Lines } from '../shared/Marks';
import { placeOf } from '../shared/pointer';
import { nudge } from '../shared/scale';
import { PointHandle, type Pair } from '../shared/PointHandle';
import type { ChartSize, Phase } from '../shared/size';
import { cutsOf, roomsOf } from './cuts';
import { describeRegimeMap } from './describe';
import {
  cellAt,
  pointOf,
  regimeMapLayout,
  settingsAt,
  type RegimeMapLayout,
  type Settings,
} from './layout';
import { COLOURINGS, NAMES, placeInMap, pointCell, readingOf, type RegimeMapData } from './model';
import { WrongHatch } from './WrongHatch';

export interface RegimeMapChartProps extends RegimeMapData, ChartSize {
  readonly onPoint: (settings: Settings, phase: Phase) => void;
}

/** Noise scale against loss weight: how good the estimate of the gradient is, and for what. */
export const RegimeMapChart = memo(function RegimeMapChart(props: RegimeMapChartProps) {
  const { width, height } = props;
  const layout = useLayout(props);
  const [cell, setCell] = useState<Cell | null>(null);
  const { rows, columns } = layout;
  const mark = cell && markOf(props, layout, cell);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setCell(null);
    const next = movedCell(event.key, cell ?? startOf(props), rows, columns);
    if (!next) return;
    event.preventDefault();
    setCell(next);
  };
  return (
    <ChartBox name="regime-map" size={props}>
      <ChartSvg
        size={props}
        label="Map of the noise scale and the loss weight"
        description={describeRegimeMap(props)}
        onPointerMove={(event) => setCell(cellAt(layout, placeOf(event)))}
        onPointerLeave={() => setCell(null)}
      >
        <g className="drawing" aria-hidden="true">
          <Ground layout={layout} quantity={props.quantity} />
          <PointLines at={pointOf(layout, props)} frame={layout.frame} />
          <Words layout={layout} />
          <Cuts {...props} cell={cell} />
        </g>
        <rect
          className="mark-hit"
          {...{ width, height }}
          tabIndex={0}
          role="button"
          aria-label={
            mark
              ? markLabel(mark)
              : `Cells: read the ${rows} by ${columns} cells with the arrow keys`
          }
          onKeyDown={onKeyDown}
          onBlur={() => setCell(null)}
        />
        <Handle {...props} layout={layout} />
      </ChartSvg>
      <Tooltip mark={mark} pinned={false} size={roomsOf(props).map} />
    </ChartBox>
  );
});

/** The map without its point, which moves most often. */
function useLayout(props: RegimeMapChartProps): RegimeMapLayout {
  const { map, quantity, draws, sigmaBounds, epsilonBounds } = props;
  const { width, height, presentation, fontSize } = props;
  return useMemo(
    () =>
      regimeMapLayout(
        { map, quantity, draws, sigmaBounds, epsilonBounds },
        roomsOf({ width, height, presentation, fontSize }).map,
      ),
    [map, quantity, draws, sigmaBounds, epsilonBounds, width, height, presentation, fontSize],
  );
}

interface GroundProps {
  readonly layout: RegimeMapLayout;
  readonly quantity: RegimeMapData['quantity'];
}

/** The cells with what is hatched in them. */
const Ground = memo(function Ground({ layout, quantity }: GroundProps) {
  const { halves, domain, columns, bar, key, type } = layout;
  const id = useId();
  const { hue } = COLOURINGS[quantity];
  const fill = `url(#${id}hatch)`;
  return (
    <>
      <WrongHatch id={`${id}hatch`} />
      <Ramp box={bar} hue={hue} />
      <rect {...bar} className="cells-frame" />
      {halves.map(({ sign, box, picture, values, wrong }) => (
        <g key={sign}>
          <clipPath id={`${id}${sign}`}>
            <rect {...box} />
          </clipPath>
          <g data-term="gradient">
            <Cells {...{ box, picture, values, columns, domain, hue }} />
          </g>
          <path
            d={wrong}
            className="wrong-cells"
            fill={fill}
            clipPath={`url(#${id}${sign})`}
            data-term="sigma"
          />
          <rect {...box} className="cells-frame" />
        </g>
      ))}
      <Key entries={key.entries} type={type} hatch={fill} />
    </>
  );
});

/** The valley, the least loss and all words, over the lines of the point. */
const Words = memo(function Words({
  layout: { least, best, labels },
}: Pick<GroundProps, 'layout'>) {
  const dots = best.map(({ x, y }) => `M${x.toFixed(1)},${y.toFixed(1)}h0`).join('');
  return (
    <>
      <Lines lines={least} className="least-halo" term="loss" />
      <Lines lines={least} className="least-loss" term="loss" />
      <g data-term="epsilon">
        <path d={dots} className="dots-halo" />
        <path d={dots} className="dots" />
      </g>
      <Labels labels={labels} />
    </>
  );
});

/** The cuts through the cell that is read, else through the point, where there is room beside the map. */
function Cuts({ cell, ...data }: RegimeMapChartProps & { readonly cell: Cell | null }) {
  const { cuts } = roomsOf(data);
  if (!cuts) return null;
  const at = cell ? settingsOf(data.map, cell) : data;
  return cutsOf(data, at, cuts, data).map(({ along, curve, marker, grid, labels }) => (
    <g key={along}>
      <Lines lines={grid} className="grid" />
      <line {...marker} className={`point-${along}`} data-term={along} />
      <path d={curve} className="exact-curve" data-term="gradient" />
      <Labels labels={labels} />
    </g>
  ));
}

/** What a cell stands for; rows from the top. */
const settingsOf = (
  { grid: { sigmas, epsilons } }: RegimeMapData['map'],
  cell: Cell,
): Settings => ({
  sigma: sigmas[cell.column],
  epsilon: epsilons[epsilons.length - 1 - cell.row],
});

/** Digits of what a hand can place. */
const DIGITS = 3;
const inDigits = (...pair: Pair): Pair => [
  Number(pair[0].toPrecision(DIGITS)),
  Number(pair[1].toPrecision(DIGITS)),
];

/** The point with the lines of its two settings. */
function Handle(props: RegimeMapChartProps & { readonly layout: RegimeMapLayout }) {
  const { layout, sigma, epsilon, sigmaBounds, epsilonBounds, onPoint } = props;
  const { type, x, rows, columns } = layout;
  const at = pointOf(layout, props);
  const steps = (cells: number, count: number) => (100 * cells) / (count - 1);
  const { regime, rows: numbers } = readingOf(pointCell(props), props.draws);
  const told = numbers.map(([name, value]) => `${name} ${value}`).join(', ');
  return (
    <PointHandle
      className="handle point-handle"
      label="noise scale sigma (left and right) and loss weight epsilon (up and down)"
      value={[sigma, epsilon]}
      bounds={sigmaBounds}
      at={at}
      valueText={`sigma ${formatNumber(sigma)}, epsilon ${formatNumber(epsilon)}: ${NAMES[regime]}; ${told}`}
      valueAt={(place) => {
        const under = settingsAt(layout, place);
        return inDigits(under.sigma, under.epsilon);
      }}
      stepped={([right, up]) =>
        inDigits(
          nudge(x, sigma, steps(right, columns)),
          stepEpsilon(epsilon, steps(up, rows / 2), epsilonBounds),
        )
      }
      onChange={([toSigma, toEpsilon], phase) =>
        onPoint({ sigma: toSigma, epsilon: toEpsilon }, phase)
      }
    >
      <circle
        cx={at.x}
        cy={at.y}
        r={type.dot + 4}
        className="point-grip"
        data-term="sigma epsilon"
      />
      <circle
        cx={at.x}
        cy={at.y}
        r={type.dot - 1}
        className="prediction-dot"
        data-term="sigma epsilon"
      />
    </PointHandle>
  );
}

function PointLines({
  at,
  frame,
}: {
  readonly at: Point;
  readonly frame: RegimeMapLayout['frame'];
}) {
  const lines = {
    sigma: { x1: at.x, x2: at.x, y1: frame.top, y2: frame.bottom },
    epsilon: { x1: frame.left, x2: frame.right, y1: at.y, y2: at.y },
  };
  return (
    <>
      {(['sigma', 'epsilon'] as const).map((name) => (
        <g key={name} data-term={name}>
          <line {...lines[name]} className="point-halo" />
          <line {...lines[name]} className={`point-${name}`} />
        </g>
      ))}
    </>
  );
}

/** The reading of cells begins at the point. */
function startOf({ map, sigma, epsilon }: RegimeMapData): Cell {
  const { sigmas, epsilons } = map.grid;
  const at = cellNear(map.grid, sigma, epsilon);
  return {
    row: epsilons.length - 1 - Math.floor(at / sigmas.length),
    column: at % sigmas.length,
  };
}

/** What the tooltip says of a cell. */
function markOf(data: RegimeMapData, layout: RegimeMapLayout, { row, column }: Cell): InspectMark {
  const { sigma, epsilon } = settingsOf(data.map, { row, column });
  const place = { map: data.map, at: placeInMap(data.map, row, column) };
  const { regime, rows } = readingOf(place, data.draws);
  const at = pointOf(layout, { sigma, epsilon });
  return {
    id: `${row} ${column}`,
    title: `σ = ${formatNumber(sigma)}, ε = ${formatNumber(epsilon)}: ${NAMES[regime]}`,
    rows,
    at,
    box: { ...at, width: 0, height: 0 },
  };
}
