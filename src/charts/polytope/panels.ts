import { convexHull, type PlanePoint } from '../../core/laws/hull';
import { textWidth, type Box } from '../shared/labels';
import type { ChartSize, TypeScale } from '../shared/size';
import { reachOf, type PolytopeData } from './data';
import { panelOf, type Panel } from './geometry';

/** Radius of the disc of a share of 1: as part of the height of the panel, and of the way to the farthest place. */
export const DISC = { height: 0.09, way: 0.3 };

/** Between the name of a structure and the edge of the drawing, in heights of a text: it may be cut out there. */
export const AIR = 0.25;

/** The plane of the scores, and that of the predictions. */
export interface Panels {
  readonly scores: Panel;
  readonly outcome: Panel;
}

/** Both sides beside each other, or one under the other where that shows the smaller of them larger. */
export function panelsOf(
  data: PolytopeData,
  { width, height }: ChartSize,
  type: TypeScale,
): Panels {
  const [head, gap] = [type.row, type.text];
  const made = (left: Box, right: Box): Panels => ({
    scores: panelOf(left, reachOf(data.bound)),
    outcome: outcomePanel(data, right, type),
  });
  const beside = Math.min((width - gap) / 2, height - head);
  const across = made(
    { x: 0, y: head, width: beside, height: beside },
    { x: beside + gap, y: head, width: width - beside - gap, height: beside },
  );
  const under = Math.min(width, (height - gap) / 2 - head);
  const upright = made(
    { x: (width - under) / 2, y: head, width: under, height: under },
    { x: 0, y: under + 2 * head + gap, width, height: under },
  );
  const farthest = farthestOf(data);
  const smaller = ({ scores, outcome }: Panels) =>
    Math.min(scores.box.width / 2, farthest * outcome.unit);
  return smaller(upright) > smaller(across) ? upright : across;
}

/** The length of the way to the farthest structure. */
export const farthestOf = ({ places }: PolytopeData) =>
  Math.max(...places.map(([x, y]) => Math.hypot(x, y)));

/** Structures that are all named; of more the corners of the hull are, without their shares. */
const MOST_NAMED = 12;

/** The structures that are named. */
export const namedOf = ({ labels, places }: PolytopeData): readonly number[] =>
  labels.length > MOST_NAMED ? convexHull(places) : labels.map((_, s) => s);

/** A structure with its share, exact where that is known. */
export const nameOf = ({ labels, shares, exact }: PolytopeData, s: number) =>
  labels.length > MOST_NAMED
    ? labels[s]
    : `${labels[s]} ${Math.round(100 * (exact ? exact[s] : shares[s]))}%`;

/** Whether the name of a place stands above or below it, and not at its side. */
export const isUpright = ([x, y]: PlanePoint) => Math.abs(x) < 0.3 * Math.hypot(x, y);

/** The structures as large as leaves room for their names around them. */
function outcomePanel(data: PolytopeData, box: Box, { text }: TypeScale): Panel {
  const whole = panelOf(box, 1);
  const room = (side: number, taken: number, extent: number) =>
    Math.max(side / 8, side / 2 - taken) / extent;
  const names = namedOf(data).map((s) => textWidth(nameOf(data, s), text));
  const extent = (at: 0 | 1) => Math.max(0.1, ...data.places.map((place) => Math.abs(place[at])));
  const disc = DISC.height * box.height;
  const across = room(box.width, Math.max(...names) + (0.75 + AIR) * text + disc, extent(0));
  const above = data.places.some(isUpright) ? 1.4 * text : 0;
  const up = room(box.height, Math.max(2 * text, disc + above), extent(1));
  return { ...whole, unit: Math.min(across, up) };
}
