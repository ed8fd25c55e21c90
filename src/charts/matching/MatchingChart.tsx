import { memo, useMemo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import type { Box, Point } from '../shared/labels';
import { Key, Labels } from '../shared/Marks';
import { SliderHandle } from '../shared/SliderHandle';
import { clamp, type ChartSize, type Phase } from '../shared/size';
import { useMorph, type Ease } from '../shared/useMorph';
import { describeMatching } from './describe';
import {
  isRight,
  LINK_KINDS,
  linksPath,
  matchingLayout,
  middleOf,
  type MatchingData,
  type MatchingLayout,
  type MatchingPanel,
} from './layout';

export interface MatchingChartProps extends MatchingData, ChartSize {
  /** The number that is lit, here or in another figure. */
  readonly lit?: number | null;
  readonly onLit?: (number: number | null) => void;
  /** Lets the numbers be dragged along their axis. */
  readonly onMove?: (number: number, value: number, phase: Phase) => void;
  /** Lets the links move to their new places. */
  readonly ease?: Ease | null;
}

/** Numbers on the left, places on the right, and the matching between them. */
export const MatchingChart = memo(function MatchingChart(props: MatchingChartProps) {
  const final = useMemo(() => matchingLayout(props, props), [props]);
  const { marks: panels, moving } = useMorph(final.panels, props, props.ease);
  const layout = { ...final, panels };
  const { type, key, radius } = layout;
  const { lit = null, onLit, onMove } = props;
  return (
    <ChartFrame
      name="matching"
      size={props}
      label="Matching of numbers with places"
      description={describeMatching(props)}
      marks={matchingMarks(props, final)}
      moving={moving}
      {...(onLit && { onActive: (id: string | null) => onLit(numberOf(id)) })}
      handles={onMove && props.arrange === 'value' && <Handles {...props} layout={layout} />}
    >
      <Key entries={key.entries} type={type} />
      <Labels labels={key.labels} />
      {panels.map((panel, side) => (
        <Panel key={side} panel={panel} layout={layout} />
      ))}
      {lit !== null && lit < props.numbers.length && (
        <Lit data={props} layout={layout} number={lit} radius={radius + 2} />
      )}
    </ChartFrame>
  );
});

function Panel({ panel, layout }: { panel: MatchingPanel; layout: MatchingLayout }) {
  const { radius, strokeWidth, cross } = layout;
  const { links } = panel;
  const crosses = links.filter(({ kind }) => kind === 'wrong').map(middleOf);
  return (
    <>
      <Labels labels={[panel.title, ...panel.labels]} />
      <g data-part="links">
        {LINK_KINDS.filter((kind) => links.some((link) => link.kind === kind)).map((kind) => (
          <path
            key={kind}
            d={linksPath(links, kind)}
            className={`link link-${kind}`}
            strokeWidth={strokeWidth}
            data-term="prediction"
          />
        ))}
        <path d={crosses.map((at) => crossAt(at, cross)).join('')} className="link-cross" />
      </g>
      <path d={panel.numbers.map((at) => circleAt(at, radius)).join('')} className="number-dot" />
      <path d={panel.places.map((at) => squareAt(at, radius)).join('')} className="place-dot" />
      <path
        d={panel.rings.map((at) => circleAt(at, radius + 2)).join('')}
        className="truth-ring"
        data-part="links"
      />
    </>
  );
}

/** The links of one number on top of all others. */
function Lit(props: {
  data: MatchingData;
  layout: MatchingLayout;
  number: number;
  radius: number;
}) {
  const { data, layout, number, radius } = props;
  return layout.panels.map((panel, side) => {
    const place = (side === 0 ? data.prediction : data.augmented)[number];
    const [from, to] = [panel.numbers[number], panel.places[place]];
    return (
      <g key={side} className="link-lit" data-part="links">
        <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
        <circle cx={from.x} cy={from.y} r={radius} />
        <circle cx={to.x} cy={to.y} r={radius} />
      </g>
    );
  });
}

const crossAt = ({ x, y }: Point, r: number) =>
  `M${x - r},${y - r}L${x + r},${y + r}M${x - r},${y + r}L${x + r},${y - r}`;
const circleAt = ({ x, y }: Point, r: number) =>
  `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
const squareAt = ({ x, y }: Point, r: number) => `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`;

const numberOf = (id: string | null) => (id === null ? null : Number(id.slice('number-'.length)));

/** A strip per number, reaching half way to its neighbours above and below. */
function matchingMarks(data: MatchingData, { panels }: MatchingLayout): InspectMark[] {
  const { numbers, labels, prediction, augmented, truth } = data;
  const points = panels[0].numbers;
  const order = points.map((_, j) => j).sort((a, b) => points[a].y - points[b].y);
  const boxes: Box[] = [];
  order.forEach((j, rank) => {
    const above = points[order[rank - 1]]?.y ?? points[j].y - 24;
    const below = points[order[rank + 1]]?.y ?? points[j].y + 24;
    const y = (above + points[j].y) / 2;
    const width = (panels[0].places[0].x - points[j].x) / 2;
    boxes[j] = { x: points[j].x - 6, y, width, height: Math.max(1, (below - above) / 2) };
  });
  return points.map((at, j) => ({
    id: `number-${j}`,
    title: `x = ${labels?.[j] ?? formatFixed(numbers[j], 4)}`,
    rows: [
      ['y*', `place ${prediction[j] + 1}${isRight(data, prediction, j) ? ', right' : ', wrong'}`],
      ['y*(ε)', `place ${augmented[j] + 1}`],
      ['right place', `${truth[j] + 1}`],
    ],
    box: boxes[j],
    at,
  }));
}

/** Most numbers that can be taken hold of one by one. */
const MAX_HANDLES = 32;

function Handles(props: MatchingChartProps & { layout: MatchingLayout }) {
  const { numbers, labels, layout, onMove } = props;
  if (numbers.length > MAX_HANDLES) return null;
  const [bottom, top] = layout.valueRange;
  const inset = (bottom - top) / numbers.length / 2;
  const valueAt = (y: number) => clamp(1 - (y - top - inset) / (bottom - top - 2 * inset), 0, 1);
  return layout.panels[0].numbers.map(({ x, y }, j) => (
    <SliderHandle
      key={j}
      vertical
      label={`number ${j + 1}`}
      value={numbers[j]}
      bounds={[0, 1]}
      valueText={labels?.[j] ?? formatFixed(numbers[j], 3)}
      boxes={[{ x: x - 24, y: y - 12, width: 32, height: 24 }]}
      pixel={y}
      valueAt={valueAt}
      step={(steps) => clamp(numbers[j] + steps / 100, 0, 1)}
      onChange={(value, phase) => onMove?.(j, value, phase)}
    />
  ));
}
