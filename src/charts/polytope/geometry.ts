import { convexHull, type PlanePoint } from '../../core/laws/hull';
import type { Box, Point } from '../shared/labels';

/** A square part of the plane on the screen, y upwards, the origin in its middle. */
export interface Panel {
  readonly box: Box;
  /** Pixels of one unit. */
  readonly unit: number;
  readonly origin: Point;
}

/** The panel of a box that reaches at least `reach` units from its middle in all directions. */
export function panelOf(box: Box, reach: number): Panel {
  return {
    box,
    unit: Math.min(box.width, box.height) / (2 * reach),
    origin: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  };
}

export const pixelOf = ({ origin, unit }: Panel, [x, y]: PlanePoint): Point => ({
  x: origin.x + unit * x,
  y: origin.y - unit * y,
});

export const pointAt = ({ origin, unit }: Panel, { x, y }: Point): PlanePoint => [
  (x - origin.x) / unit,
  (origin.y - y) / unit,
];

/** A corner of the hull, and the angles of the outward normals between which it is the best. */
export interface Cone {
  readonly corner: number;
  readonly from: number;
  /** Above `from`, by less than a whole turn. */
  readonly to: number;
}

/** The normal cones of some points, counterclockwise; those of less than three corners are none. */
export function conesOf(places: readonly PlanePoint[]): Cone[] {
  const corners = convexHull(places);
  if (corners.length < 3) return [];
  const normals = corners.map((corner, c) => {
    const [x, y] = places[corner];
    const [u, v] = places[corners[(c + 1) % corners.length]];
    return Math.atan2(x - u, v - y);
  });
  return corners.map((corner, c) => {
    const from = normals[(c + normals.length - 1) % normals.length];
    const to = normals[c];
    return { corner, from, to: to > from ? to : to + 2 * Math.PI };
  });
}

/** Where the ray from the origin at an angle leaves a panel. */
export function edgeAt({ box, origin }: Panel, angle: number): Point {
  const [dx, dy] = [Math.cos(angle), -Math.sin(angle)];
  const across = box.width / 2 / Math.max(1e-9, Math.abs(dx));
  const up = box.height / 2 / Math.max(1e-9, Math.abs(dy));
  const length = Math.min(across, up);
  return { x: origin.x + length * dx, y: origin.y + length * dy };
}

/** A structure where it is predicted. */
export interface Corner {
  readonly at: Point;
  /** Radius of the disc of its share, and of the ring of the exact one. */
  readonly radius: number;
  readonly ring: number | null;
}

/** The part of a panel that is in a cone: the origin, its two edges, and corners of the panel between. */
export function wedgeIn(panel: Panel, { from, to }: Cone): Point[] {
  const { box } = panel;
  const turns = [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ].map(([x, y]) => Math.atan2(y * box.height, x * box.width));
  const between = turns
    .map((angle) => from + ((((angle - from) % TURN) + TURN) % TURN))
    .filter((angle) => angle < to)
    .sort((a, b) => a - b);
  return [panel.origin, ...[from, ...between, to].map((angle) => edgeAt(panel, angle))];
}

const TURN = 2 * Math.PI;

/** Looks of neighbouring cones, no two alike: two in turn, and a third where their number is odd. */
export function looksOf(cones: readonly Cone[], count: number): number[] {
  const looks = Array.from({ length: count }, () => 0);
  cones.forEach(({ corner }, c) => {
    looks[corner] = cones.length % 2 === 1 && c === cones.length - 1 ? 2 : c % 2;
  });
  return looks;
}
