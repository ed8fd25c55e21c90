import { upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { endLabels } from '../shared/ends';
import { formatFixed } from '../shared/format';
import { ghostLine, type Ghost, type GhostMark } from '../shared/ghost';
import type { Line, Point } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { placeNotes } from '../shared/place';
import { typeScale, type ChartSize } from '../shared/size';
import { along, slopeLine } from '../shared/slope-line';
import { windowed } from '../shared/window';
import { cornersInSight, type EnvelopeData, type Touch } from './model';
import { envelopePanel, type EnvelopePanel } from './panel';

export interface EnvelopeLayout extends Cartesian {
  readonly curve: string;
  readonly envelope: string;
  /** One per line of a prediction, cut at the frame; null where it is out of sight. */
  readonly lines: readonly (Line | null)[];
  readonly corners: readonly Point[];
  readonly zero: Point;
  readonly point: Point;
  readonly tangent: Line;
  readonly tangentAtZero: Line;
  readonly axis: Line;
  readonly marker: Marker;
  /** Shares and the square; null where there is no room. */
  readonly panel: EnvelopePanel | null;
}

/** Width in heights of text from which the panel stands beside the plot; its width. */
const WIDE = 42;
const BESIDE = 16;
/** Height in rows from which there is room for it under the plot; its height. */
const HIGH = 13.5;
const UNDER = 5.5;
/** Width for the names of lines, in heights of text. */
const NAMES = 4;

/** G over its lines and their upper envelope, two tangents, and the panel of derivatives. */
export function envelopeLayout(data: EnvelopeData, size: ChartSize): EnvelopeLayout {
  const type = typeScale(size);
  const { text, row } = type;
  const wide = size.width >= WIDE * text;
  const under = !wide && size.height >= HIGH * row ? UNDER * row : 0;
  const height = size.height - under;
  const plot = cartesian({
    size: { ...size, height },
    head: 2 * row + 2,
    right: (wide ? BESIDE + NAMES + 1 : NAMES) * text,
    x: { kind: 'linear', domain: [-data.reach, data.reach] },
    y: { kind: 'linear', domain: valueDomain(data) },
    xTitle: { text: 'loss weight ε', kind: 'loss', term: 'epsilon' },
    yTitle: { text: 'G(ε) = E max (μ + σγ + εℓ)', kind: 'axis' },
  });
  const { frame, x, y } = plot;
  const at = (epsilon: number, value: number) => ({ x: x(epsilon), y: y(value) });
  const curve = inSight(data).map(([epsilon, value]) => at(epsilon, value));
  const point = at(data.epsilon, data.now.value);
  const zero = at(0, data.zero.value);
  const perUnit = (y(1) - y(0)) / (x(1) - x(0));
  const length = 0.2 * (frame.right - frame.left);
  const touch = (place: Point, { slope }: Touch) =>
    slopeLine(place, slope * perUnit, length, frame);
  const parts = {
    envelope: envelopePoints(data).map(([epsilon, value]) => at(epsilon, value)),
    lines: data.lines.map(({ value, slope }) => cut(at(0, value), slope * perUnit, plot)),
    corners: cornersInSight(data).map(({ epsilon, value }) => at(epsilon, value)),
    tangent: touch(point, data.now),
    tangentAtZero: touch(zero, data.zero),
  };
  const panelBox = wide
    ? { x: size.width - BESIDE * text, y: row, width: BESIDE * text, height: size.height - row }
    : { x: 0, y: height, width: size.width, height: under };
  return {
    ...plot,
    ...parts,
    curve: pathOf(curve),
    envelope: pathOf(parts.envelope),
    point,
    zero,
    axis: upright(x(0), frame.top, frame.bottom),
    marker: markerAt(x, data.epsilon, 'ε', 'loss', frame, frame.right, type),
    panel: wide || under > 0 ? envelopePanel(data, panelBox, type, wide) : null,
    labels: [
      ...plot.labels,
      ...lineNames(data, plot, curve.at(-1), parts.lines),
      ...placeNotes(
        notesOf(data, x, parts),
        [...curve, ...marksOf(plot, parts, point)],
        plot,
        size,
      ),
    ],
  };
}

/** An answer as a line of its slope through the point at epsilon 0. */
export function envelopeGhost(
  ghost: Ghost,
  { x, y, frame, type, zero, labels, marker }: EnvelopeLayout,
  data: EnvelopeData & ChartSize,
): GhostMark | null {
  if (ghost.kind !== 'slope') return null;
  const curve = data.epsilons.map((epsilon, i) => ({ x: x(epsilon), y: y(data.maxima[i]) }));
  const perUnit = (y(1) - y(0)) / (x(1) - x(0));
  const line = slopeLine(zero, ghost.value * perUnit, 0.4 * (frame.right - frame.left), frame);
  return ghostLine(line, [...labels, marker.label, ...curve], data, type);
}

/** The curve between the ends of the plot. */
const inSight = ({ epsilons, maxima, reach }: EnvelopeData) =>
  windowed(epsilons, maxima, [-reach, reach]);

/** The highest line at both ends of the plot, and the corners between. */
function envelopePoints(data: EnvelopeData): [number, number][] {
  const { lines, reach } = data;
  const top = (epsilon: number): [number, number] => [
    epsilon,
    Math.max(...lines.map(({ value, slope }) => value + epsilon * slope)),
  ];
  return [
    top(-reach),
    ...cornersInSight(data).map(({ epsilon, value }): [number, number] => [epsilon, value]),
    top(reach),
  ];
}

/** Part of the height under the envelope, for the lines below it. */
const BELOW = 0.22;

function valueDomain(data: EnvelopeData): [number, number] {
  const lo = Math.min(...envelopePoints(data).map(([, value]) => value));
  const hi = Math.max(...inSight(data).map(([, value]) => value));
  const span = Math.max(hi - lo, 0.1);
  return [lo - BELOW * span, lo + 1.04 * span];
}

/** A line through a point of the axis at epsilon 0, cut at the frame. */
function cut(at: Point, steepness: number, { frame }: Cartesian): Line | null {
  const { left, right, top, bottom } = frame;
  const yAt = (x: number) => at.y + steepness * (x - at.x);
  const xAt = (y: number) => at.x + (y - at.y) / steepness;
  const inside = (y: number) => y >= top && y <= bottom;
  const ends = [
    { x: left, y: yAt(left) },
    { x: right, y: yAt(right) },
    ...(steepness === 0 ? [] : [top, bottom].map((y) => ({ x: xAt(y), y }))),
  ].filter(({ x, y }) => x >= left && x <= right && inside(y));
  if (ends.length < 2) return null;
  const [from, to] = [ends[0], ends.at(-1)!].sort((a, b) => a.x - b.x);
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

/** Names of G and of the lines at the right end of the plot, those that are there. */
function lineNames(
  { lines }: EnvelopeData,
  { frame, type }: Cartesian,
  end: Point | undefined,
  drawn: readonly (Line | null)[],
) {
  const ends = lines.flatMap(({ name }, i) => {
    const line = drawn[i];
    if (!line || line.x2 < frame.right - 1) return [];
    return [{ text: name, kind: 'note', term: 'signal', at: { x: line.x2, y: line.y2 } }];
  });
  const curve = end ? [{ text: 'G', kind: 'axis', at: end }] : [];
  const room = { x: frame.right + 5, width: NAMES * type.text - 6, ...frame };
  return endLabels([...curve, ...ends], room, type).map(({ label }) => label);
}

interface Drawn {
  readonly envelope: readonly Point[];
  readonly lines: readonly (Line | null)[];
  readonly corners: readonly Point[];
  readonly tangent: Line;
  readonly tangentAtZero: Line;
}

function marksOf({ frame }: Cartesian, drawn: Drawn, point: Point): Point[] {
  const { envelope, lines, tangent, tangentAtZero } = drawn;
  const sides = envelope.slice(1).map((to, i) => {
    return { x1: envelope[i].x, y1: envelope[i].y, x2: to.x, y2: to.y };
  });
  const stem = upright(point.x, frame.top, point.y);
  return [tangent, tangentAtZero, stem, ...sides, ...lines]
    .filter((line) => line !== null)
    .flatMap((line) => along(line, 40));
}

function notesOf(data: EnvelopeData, x: Cartesian['x'], drawn: Drawn) {
  const nearest = [...drawn.corners].sort(
    (a, b) => Math.abs(a.x - x(data.epsilon)) - Math.abs(b.x - x(data.epsilon)),
  );
  const slope = (touch: Touch) => `slope ${formatFixed(touch.slope, 2)}`;
  return [
    {
      text: `${slope(data.zero)} at 0`,
      kind: 'axis',
      term: 'loss',
      part: 'slopes',
      anchors: along(drawn.tangentAtZero),
    },
    ...nearest.slice(0, 1).map((corner) => ({
      text: 'σ = 0: no derivative',
      kind: 'note',
      term: 'sigma',
      anchors: [corner],
    })),
    {
      text: `${slope(data.now)} at ε`,
      kind: 'loss',
      term: 'epsilon',
      part: 'slopes',
      anchors: along(drawn.tangent),
    },
  ];
}
