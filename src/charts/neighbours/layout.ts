import {
  keepClear,
  keepWithin,
  labelBox,
  squareAround,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { ticksOf, scaleOf } from '../shared/scale';
import { formatTick, ordinal } from '../shared/format';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { ThumbnailItem, Verdict } from '../thumbnails/layout';
import { stripLayout, type StripGroup, type StripLayout } from './strip';

/** A candidate around the query. */
export interface NeighbourMark {
  readonly id: string;
  /** What it is drawn as: its class. */
  readonly label: string;
  /** Direction as seen from the query, in radians, counterclockwise from the right: their order counts. */
  readonly angle: number;
  /** Distance from the query; where it was before it was moved. */
  readonly at: number;
  readonly from: number | null;
  /** Shares of the draws, from 0 to 1, in which it is among the nearest: by itself, and under the loss. */
  readonly share: number;
  readonly pulled: number | null;
  readonly item: ThumbnailItem;
}

export interface NeighboursData {
  /** The image in the middle; null while there is none. */
  readonly query: ThumbnailItem | null;
  readonly marks: readonly NeighbourMark[];
  /** What has moved the candidates from where they were. */
  readonly moved: 'noise' | 'loss' | null;
  readonly k: number;
  /** Distance of the k-th nearest. */
  readonly reach: number;
  /** The noise around it, and up to where the loss reaches, as distances. */
  readonly band: { readonly ends: readonly [number, number]; readonly text: string } | null;
  readonly pull: { readonly at: number; readonly text: string } | null;
  /** Images under the map. */
  readonly strip: readonly StripGroup[];
  /** Leaves out the map: the images get its room. */
  readonly imagesOnly?: boolean;
}

/** A candidate in its place. */
export interface PlacedMark extends Point {
  readonly id: string;
  readonly mark: NeighbourMark;
  /** Whether its class is written; else there was no room for more than a dot. */
  readonly named: boolean;
  /** Widths of its links in pixels, 0 for none. */
  readonly link: number;
  readonly pulled: number;
  readonly verdict: Verdict | undefined;
  readonly from: Point | null;
}

/** All places at one distance. */
export interface Ring {
  readonly rx: number;
  readonly ry: number;
}

export interface NeighboursLayout {
  readonly type: TypeScale;
  readonly centre: Point;
  /** Half of the side of the query's image. */
  readonly half: number;
  readonly marks: readonly PlacedMark[];
  /** Round distances. */
  readonly rings: readonly (Ring & { readonly id: string })[];
  readonly reach: Ring | null;
  readonly band: readonly [Ring, Ring] | null;
  readonly pull: Ring | null;
  readonly labels: readonly Label[];
  readonly strip: StripLayout | null;
  /** Pixels to the right of the middle of a distance, and back. */
  pixelOf(distance: number): number;
  distanceAt(pixel: number): number;
}

/** Shares below this are not drawn; links that the loss changes by less have no second line. */
const LEAST_SHARE = 0.005;
const LEAST_CHANGE = 0.02;
/** Chosen at least as often: a ring or a cross tells whether it is right. */
const JUDGED = 0.05;
/** The most that a ring is wider than high. */
const FLATTEST = { page: 2.6, presented: 3.4 };
/** The outermost candidate; what lies beyond the view is drawn on its edge, which is 1. */
const OUTERMOST = 0.94;

/**
 * The query in the middle, the candidates around it in the order of their directions, each on the ring
 * of its distance. The rings are those of log(1 + distance): near ones have room, and none is out of sight.
 */
export function neighboursLayout(data: NeighboursData, size: ChartSize): NeighboursLayout {
  const type = typeScale(size);
  const strip = stripLayout(data.strip, data.k, size, type, data.imagesOnly);
  const { width, height } = strip?.map ?? size;
  const { centre, rx, ry, half } = viewOf(data, { ...size, width, height }, type);
  const { share, distanceOf } = warpOf(data);
  const place = (distance: number, angle: number): Point => {
    const r = Math.min(1, share(distance));
    return { x: centre.x + r * rx * Math.cos(angle), y: centre.y - r * ry * Math.sin(angle) };
  };
  const ring = (distance: number): Ring => {
    const r = Math.min(1, share(distance));
    return { rx: r * rx, ry: r * ry };
  };
  const widest = size.presentation ? 11 : 7;
  const marks = placeMarks(data, place, spreadAngles(data.marks, data.k), { type, widest });
  const shown = data.marks.length > 0;
  const rounds = shown ? roundDistances(share, distanceOf) : [];
  const pixelOf = (distance: number) => centre.x + Math.min(1, share(distance)) * rx;
  const sides = sideLabels(data, { centre, pixelOf, width }, type);
  const room = { rounds, ring, centre, half, width, height };
  const labels = ringLabels(data, sides, room, type);
  return {
    type,
    centre,
    half,
    marks: unclutter(marks, [squareAround(centre, half), ...labels.map(labelBox)], type),
    rings: rounds.map((distance) => ({ id: String(distance), ...ring(distance) })),
    reach: shown ? ring(data.reach) : null,
    band: data.band && [ring(data.band.ends[0]), ring(data.band.ends[1])],
    pull: data.pull && ring(data.pull.at),
    labels,
    strip,
    pixelOf,
    distanceAt: (pixel) => distanceOf(clamp((pixel - centre.x) / rx, 0, 1)),
  };
}

/** The middle, the radii of the outermost ring, and the image in the middle. */
function viewOf(
  { query }: NeighboursData,
  { width, height, presentation }: ChartSize,
  type: TypeScale,
) {
  const margin = type.text;
  const ry = Math.max(20, height / 2 - margin);
  const rx = Math.max(
    20,
    Math.min(width / 2 - margin, FLATTEST[presentation ? 'presented' : 'page'] * ry),
  );
  const side = query ? Math.max(query.width, query.height) : 1;
  const scale = Math.max(1, Math.floor((presentation ? 0.3 : 0.24) * ry * (1 / side)));
  return { centre: { x: width / 2, y: height / 2 }, rx, ry, half: (scale * side) / 2 };
}

/** From distances to shares of the outermost radius, and back. */
function warpOf({ marks, reach }: NeighboursData) {
  const farthest = Math.max(0, ...marks.map(({ at, from }) => (from === null ? at : from)));
  const unit = Math.max(reach / 2, farthest / 1e3, 1e-9);
  // under the image in the middle nothing could be seen
  const inner = 0.2;
  const whole = Math.log1p(farthest / unit) || 1;
  const share = (distance: number) =>
    inner + (OUTERMOST - inner) * (Math.log1p(Math.max(0, distance) / unit) / whole);
  const distanceOf = (r: number) =>
    unit * Math.expm1((Math.max(0, r - inner) / (OUTERMOST - inner)) * whole);
  return { share, distanceOf };
}

/** Half of the angle that stays free at the right, at the top, at the left and at the bottom. */
const FREE = { level: 0.17, upright: 0.27 };
/** What the nearest has of the circle, in shares of what the farthest has; halved every k neighbours. */
const NEAREST = 10;
const WHOLE = 2 * Math.PI;

/**
 * The directions spread in their order, turned as little as can be in the mean: so that none lies behind
 * another, the near ones have most room, and the lines through the middle stay free for names and grips.
 */
export function spreadAngles(
  marks: readonly Pick<NeighbourMark, 'angle' | 'at'>[],
  k: number,
): number[] {
  const positive = (angle: number) => ((angle % WHOLE) + WHOLE) % WHOLE;
  const sorted = (by: (i: number) => number) =>
    [...marks.keys()].sort((a, b) => by(a) - by(b) || a - b);
  const room = new Array<number>(marks.length);
  sorted((i) => marks[i].at).forEach((i, rank) => {
    room[i] = 1 + (NEAREST - 1) * 2 ** (-rank / k);
  });
  const order = sorted((i) => positive(marks[i].angle));
  const all = room.reduce((sum, each) => sum + each, 0);
  const even = new Array<number>(marks.length);
  let before = 0;
  for (const i of order) {
    even[i] = (WHOLE * (before + room[i] / 2)) / all;
    before += room[i];
  }
  const turns = order.map((i) => marks[i].angle - even[i]);
  const sum = (of: (turn: number) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const turn = Math.atan2(sum(Math.sin), sum(Math.cos));
  return even.map((angle) => aside(positive(angle + turn)));
}

/** The angle moved out of what stays free. */
function aside(angle: number): number {
  const quarter = WHOLE / 4;
  const within = angle % quarter;
  const { level, upright } = FREE;
  const first = Math.floor(angle / quarter) % 2 === 0 ? level : upright;
  return angle - within + first + (within / quarter) * (quarter - level - upright);
}

function placeMarks(
  { marks, moved }: NeighboursData,
  place: (distance: number, angle: number) => Point,
  angles: readonly number[],
  { type: { text }, widest }: { readonly type: TypeScale; readonly widest: number },
): PlacedMark[] {
  return marks.map((mark, i) => {
    const { at, from, share, pulled, item } = mark;
    const angle = angles[i];
    const changed = pulled !== null && Math.abs(pulled - share) >= LEAST_CHANGE;
    const judged = Math.max(share, pulled ?? 0) >= JUDGED;
    const [here, before] = [place(at, angle), from === null ? null : place(from, angle)];
    const far = before && Math.hypot(here.x - before.x, here.y - before.y) > text / 4;
    return {
      ...here,
      id: mark.id,
      mark,
      named: true,
      link: share < LEAST_SHARE ? 0 : Math.max(0.75, share * widest),
      pulled: changed && pulled >= LEAST_SHARE ? Math.max(1, pulled * widest) : 0,
      verdict: judged ? item.verdict : undefined,
      from: far && moved ? before : null,
    };
  });
}

/** The chosen ones are written first, then the nearest; who would lie on another one is a dot. */
function unclutter(
  marks: readonly PlacedMark[],
  taken: readonly Box[],
  { text }: TypeScale,
): readonly PlacedMark[] {
  const chosen = ({ mark: { share, pulled } }: PlacedMark) => Math.max(share, pulled ?? 0);
  const order = [...marks].sort((a, b) => chosen(b) - chosen(a) || a.mark.at - b.mark.at);
  const label = ({ x, y, mark }: PlacedMark): Label => ({
    ...{ x, y, text: mark.label, anchor: 'middle', kind: 'mark', size: text, term: mark.id },
  });
  const kept = keepClear(order.map(label), taken, 2);
  const named = new Set(kept.map(({ term }) => term));
  return marks.map((placed) => ({ ...placed, named: named.has(placed.mark.id) }));
}

/** Round distances whose rings lie well apart. */
function roundDistances(
  share: (distance: number) => number,
  distanceOf: (r: number) => number,
): number[] {
  const [from, to] = [distanceOf(0.3), distanceOf(OUTERMOST)];
  if (!(from > 0 && to > from)) return [];
  const round = ticksOf(scaleOf('log', [from, to], [0, 1]), 9);
  let last = 0;
  return round.filter((distance) => {
    const far = share(distance) - last > 0.17;
    if (far) last = share(distance);
    return far;
  });
}

/** At the grips of the noise, at the right, and of the loss, at the left: beside them or below. */
function sideLabels(
  { band, pull }: NeighboursData,
  view: {
    readonly centre: Point;
    readonly width: number;
    pixelOf(distance: number): number;
  },
  { text: size, row }: TypeScale,
): Label[] {
  const { centre, width, pixelOf } = view;
  const label = (distance: number, text: string, side: 1 | -1, kind: string): Label => {
    const x = centre.x + side * (pixelOf(distance) - centre.x);
    const beside = textWidth(text, size) + 14 < (side > 0 ? width - x : x);
    const place = beside ? { x: x + 12 * side, y: centre.y } : { x, y: centre.y + row };
    return { ...place, text, anchor: side > 0 === beside ? 'start' : 'end', kind, size };
  };
  return [
    ...(band ? [label(band.ends[1], band.text, 1, 'noise')] : []),
    ...(pull ? [label(pull.at, pull.text, -1, 'loss')] : []),
  ];
}

interface Room {
  readonly rounds: readonly number[];
  ring(distance: number): Ring;
  readonly centre: Point;
  readonly half: number;
  readonly width: number;
  readonly height: number;
}

/** What the rings are: the k-th nearest at the top, round distances at the bottom. */
function ringLabels(
  { k, reach, marks }: NeighboursData,
  sides: readonly Label[],
  { rounds, ring, centre, half, width, height }: Room,
  { text: size }: TypeScale,
): readonly Label[] {
  if (marks.length === 0) return [];
  const at = (distance: number, up: number) => centre.y - up * ring(distance).ry;
  const middle = { x: centre.x, anchor: 'middle', size } as const;
  const name = k === 1 ? 'the nearest' : `the ${ordinal(k)} nearest`;
  const labels: Label[] = [
    ...sides,
    { ...middle, y: at(reach, 1), text: name, kind: 'ring' },
    ...rounds.map((distance, i): Label => ({
      ...{ ...middle, y: at(distance, -1), kind: 'tick' },
      text: i === 0 ? `distance ${formatTick(distance)}` : formatTick(distance),
    })),
  ];
  return keepClear(
    labels
      .map((label) => keepWithin(label, 0, width))
      .filter((label) => labelBox(label).y >= 0 && label.y + size / 2 <= height),
    [squareAround(centre, half)],
    2,
  );
}

/** A link of the loss: an arc to one side of the straight one. */
export function arcTo(centre: Point, { x, y }: Point): string {
  const [dx, dy] = [x - centre.x, y - centre.y];
  const bow = 0.16;
  const at = { x: centre.x + dx / 2 - bow * dy, y: centre.y + dy / 2 + bow * dx };
  const round = (value: number) => Math.round(10 * value) / 10;
  return `M${round(centre.x)},${round(centre.y)}Q${round(at.x)},${round(at.y)} ${round(x)},${round(y)}`;
}

export const straightTo = (centre: Point, { x, y }: Point): Line => ({
  ...{ x1: centre.x, y1: centre.y, x2: x, y2: y },
});
