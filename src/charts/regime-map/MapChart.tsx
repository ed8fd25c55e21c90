import { memo, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cellNear } from '../../core/maps/regimes';
import { stepEpsilon } from '../bias-variance/model';
import { Cells, Ramp } from '../heatmap/Cells';
import type { Hue } from '../heatmap/colours';
import { cellsName, movedCell, type Cell } from '../heatmap/moved-cell';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { formatNumber } from '../shared/format';
import { markLabel, type InspectMark } from '../shared/inspect';
import { Tooltip } from '../shared/Inspector';
import { squareAround, type Point } from '../shared/labels';
import { Key, Labels, Lines } from '../shared/Marks';
import type { NamedPlace } from '../shared/pins';
import { placeOf } from '../shared/pointer';
import { nudge } from '../shared/scale';
import { PointHandle, type Pair } from '../shared/PointHandle';
import type { ChartSize, Phase } from '../shared/size';
import { cutsOf, roomsOf, stacked } from './cuts';
import { cellAt, pointOf, regimeMapLayout, settingsAt, type RegimeMapLayout } from './layout';
import { namesBeside } from './names';
import { areaBetween, useRectangle, type MapArea } from './useRectangle';
import { isInMap, placeInMap, type MapView, type Settings } from './view';
import { WrongHatch } from './WrongHatch';

/** What is told of a cell: what it is good for, and its numbers by name. */
export interface MapReading {
  readonly name: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** What moves the point and the pins. */
export interface MapMoves {
  readonly onPoint: (settings: Settings, phase: Phase) => void;
  /** Puts the point, or the pin of a number from 1 on, at a cell: by click and Enter, or by the number's key. */
  readonly onPick?: (settings: Settings, number: number | null) => void;
  /** Makes a pin the point. */
  readonly onChoose?: (name: string) => void;
  /** Shows a part of the map alone: by a rectangle, or from a corner that R marks to a cell by Enter. */
  readonly onArea?: (area: MapArea) => void;
}

export interface MapChartProps extends ChartSize, Settings, MapMoves {
  readonly view: MapView;
  readonly description: string;
  readonly read: (at: number) => MapReading;
  /** The same of the point, which need not be in the middle of a cell. */
  readonly point: MapReading;
  /** Where there are pins: those that are set, and the name of the one that is the point. */
  readonly pins?: readonly NamedPlace[];
  readonly active?: string;
  /** Marks over the map, under its words. */
  readonly over?: (layout: RegimeMapLayout) => ReactNode;
}

/** Keys that put pins. */
const NUMBERS = ['1', '2', '3'];

/** Noise scale against loss weight, with what is drawn of the cells, the point and the pins. */
export function MapChart(props: MapChartProps) {
  const { view, description, width, height, over } = props;
  const layout = useLayout(props);
  const [cell, setCell] = useState<Cell | null>(null);
  const { rows, columns } = layout;
  const mark = cell && markOf(props, layout, cell);
  const { onPick, onArea } = props;
  const [corner, setCorner] = useState<Cell | null>(null);
  const area = (from: Point, to: Point) =>
    onArea?.(areaBetween(layout, view.epsilonBounds[0], from, to));
  const rectangle = useRectangle(onArea ? area : null);
  const placeOfCell = (at: Cell) => pointOf(layout, settingsOf(view, at));
  const pick = (at: Cell | null, number: number | null) => {
    if (at) onPick?.(shortSettings(settingsOf(view, at)), number);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setCell(null);
      setCorner(null);
    }
    const next = movedCell(event.key, cell ?? startOf(props), rows, columns);
    if (next) setCell(next);
    else if (onArea && event.key === 'r') setCorner(cell);
    else if (corner && cell && event.key === 'Enter') {
      setCorner(null);
      area(placeOfCell(corner), placeOfCell(cell));
    } else if (onPick && event.key === 'Enter') pick(cell, null);
    else if (onPick && NUMBERS.includes(event.key)) pick(cell, Number(event.key));
    else return;
    event.preventDefault();
  };
  return (
    <ChartBox name="regime-map" size={props}>
      <ChartSvg
        size={props}
        label="Map of the noise scale and the loss weight"
        description={description}
        onPointerMove={(event) => setCell(cellAt(layout, placeOf(event)))}
        onPointerLeave={() => setCell(null)}
      >
        <g className="drawing" aria-hidden="true">
          <Ground layout={layout} hue={view.colouring.hue} />
          {over?.(layout)}
          <PointLines at={pointOf(layout, props)} frame={layout.frame} />
          <Words layout={layout} />
          <Names {...props} layout={layout} />
          <Cuts {...props} cell={cell} />
          {rectangle.box && <rect {...rectangle.box} className="map-area" />}
          {corner && cell && (
            <path d={framePath(placeOfCell(corner), placeOfCell(cell))} className="map-area" />
          )}
        </g>
        <rect
          className="mark-hit"
          {...{ width, height }}
          tabIndex={0}
          role="button"
          aria-label={
            mark
              ? `${markLabel(mark)}${onPick ? `. ${PUTS}` : ''}${onArea ? `. ${CLOSER}` : ''}`
              : cellsName(rows, columns)
          }
          onKeyDown={onKeyDown}
          onBlur={() => setCell(null)}
          // a finger taps without having moved there
          onClick={(event) => {
            if (!rectangle.wasDrawn()) pick(cellAt(layout, placeOf(event)), null);
          }}
          {...rectangle.handlers}
        />
        <Pins {...props} layout={layout} />
        <Handle {...props} layout={layout} />
      </ChartSvg>
      <Tooltip mark={mark} pinned={false} size={roomsOf(props).map} />
    </ChartBox>
  );
}

const PUTS = 'Enter puts the point here, 1, 2 and 3 the pins A, B and C';

const CLOSER = 'R marks a corner: Enter at the other one shows what is between them';

const framePath = (a: Point, b: Point) => `M${a.x},${a.y}H${b.x}V${b.y}H${a.x}Z`;

/** The map without its point, which moves most often. */
function useLayout(props: MapChartProps): RegimeMapLayout {
  const { view, width, height, presentation, fontSize } = props;
  return useMemo(
    () => regimeMapLayout(view, roomsOf({ width, height, presentation, fontSize }).map),
    [view, width, height, presentation, fontSize],
  );
}

interface GroundProps {
  readonly layout: RegimeMapLayout;
  readonly hue: Hue;
}

/** The cells with what is hatched in them. */
const Ground = memo(function Ground({ layout, hue }: GroundProps) {
  const { halves, domain, columns, bar, key, type } = layout;
  const id = useId();
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

/** Names of regimes, but for those that the point or a pin stands on. */
function Names({ layout, pins = [], view, ...point }: PinsProps) {
  const { names, type } = layout;
  const places = [point, ...pins.filter((pin) => isInMap(view, pin))];
  const boxes = places.map((at) => squareAround(pointOf(layout, at), 0.62 * type.text));
  return <Labels labels={namesBeside(names, boxes)} />;
}

/** The cuts through the cell that is read, else through the point, where there is room beside the map. */
function Cuts({ cell, ...data }: MapChartProps & { readonly cell: Cell | null }) {
  const { cuts } = roomsOf(data);
  if (!cuts) return null;
  const at = cell ? settingsOf(data.view, cell) : data;
  return cutsOf(data.view, at, stacked(cuts), data).map(
    ({ along, curve, marker, grid, labels }) => (
      <g key={along}>
        <Lines lines={grid} className="grid" />
        <line {...marker} className={`point-${along}`} data-term={along} />
        <path d={curve} className="exact-curve" data-term="gradient" />
        <Labels labels={labels} />
      </g>
    ),
  );
}

/** What a cell stands for; rows from the top. */
const settingsOf = ({ grid: { sigmas, epsilons } }: MapView, cell: Cell): Settings => ({
  sigma: sigmas[cell.column],
  epsilon: epsilons[epsilons.length - 1 - cell.row],
});

/** Digits of what a hand can place. */
const DIGITS = 3;
const inDigits = (...pair: Pair): Pair => [
  Number(pair[0].toPrecision(DIGITS)),
  Number(pair[1].toPrecision(DIGITS)),
];

const shortSettings = ({ sigma, epsilon }: Settings): Settings => {
  const [s, e] = inDigits(sigma, epsilon);
  return { sigma: s, epsilon: e };
};

interface PinsProps extends MapChartProps {
  readonly layout: RegimeMapLayout;
}

/** The pins that are not the point: each becomes it. */
function Pins({ pins = [], active, layout, onChoose, view }: PinsProps) {
  return pins.map((pin) => {
    if (pin.name === active || !isInMap(view, pin)) return null;
    const { name, sigma, epsilon } = pin;
    const at = pointOf(layout, pin);
    const choose = () => onChoose?.(name);
    return (
      <g
        key={name}
        className="map-pin"
        role="button"
        tabIndex={0}
        aria-label={`Pin ${name}: sigma ${formatNumber(sigma)}, epsilon ${formatNumber(epsilon)}. Make it the point`}
        onClick={choose}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          choose();
        }}
      >
        <PinMark at={at} name={name} type={layout.type} />
        <rect className="handle-hit" {...squareAround(at, PIN_REACH)} rx={4} />
      </g>
    );
  });
}

/** Half of the side of the area that takes the pointer. */
const PIN_REACH = 12;

function PinMark({
  at,
  name,
  type,
}: {
  readonly at: Point;
  readonly name: string;
  readonly type: RegimeMapLayout['type'];
}) {
  const { text: size } = type;
  return (
    <>
      <circle cx={at.x} cy={at.y} r={0.62 * size} className="point-grip" />
      <text
        className="label label-pin"
        x={at.x}
        y={at.y}
        dy="0.35em"
        textAnchor="middle"
        fontSize={0.85 * size}
      >
        {name}
      </text>
    </>
  );
}

/** The point with the lines of its two settings. */
function Handle(props: PinsProps) {
  const { layout, sigma, epsilon, onPoint } = props;
  const { sigmaBounds, epsilonBounds } = props.view;
  const { type, x, rows, columns } = layout;
  const at = pointOf(layout, props);
  const steps = (cells: number, count: number) => (100 * cells) / (count - 1);
  const { name, rows: numbers } = props.point;
  const told = numbers.map(([of, value]) => `${of} ${value}`).join(', ');
  return (
    <PointHandle
      className="handle point-handle"
      label="noise scale sigma (left and right) and loss weight epsilon (up and down)"
      value={[sigma, epsilon]}
      bounds={sigmaBounds}
      at={at}
      valueText={`sigma ${formatNumber(sigma)}, epsilon ${formatNumber(epsilon)}: ${name}; ${told}`}
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
      {props.active === undefined ? (
        <>
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
        </>
      ) : (
        <g className="map-pin-active" data-term="sigma epsilon">
          <PinMark at={at} name={props.active} type={type} />
        </g>
      )}
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
function startOf({ view: { grid }, sigma, epsilon }: MapChartProps): Cell {
  const { sigmas, epsilons } = grid;
  const at = cellNear(grid, sigma, epsilon);
  return {
    row: epsilons.length - 1 - Math.floor(at / sigmas.length),
    column: at % sigmas.length,
  };
}

/** What the tooltip says of a cell. */
function markOf(
  { view, read }: MapChartProps,
  layout: RegimeMapLayout,
  { row, column }: Cell,
): InspectMark {
  const { sigma, epsilon } = settingsOf(view, { row, column });
  const { name, rows } = read(placeInMap(view, row, column));
  const at = pointOf(layout, { sigma, epsilon });
  return {
    id: `${row} ${column}`,
    title: `σ = ${formatNumber(sigma)}, ε = ${formatNumber(epsilon)}: ${name}`,
    rows: rows.map(([of, value]): [string, string] => [of, value]),
    at,
    box: { ...at, width: 0, height: 0 },
  };
}
