import { convexHull, type PlanePoint } from '../../core/laws/hull';
import { panelColumns } from '../heatmap/layout';
import { isUpright } from '../polytope/panels';
import { panelOf, pixelOf, type Panel } from '../polytope/geometry';
import { trackOf } from '../polytope/layout';
import { formatFixed } from '../shared/format';
import {
  keepClear,
  keepWithin,
  squareAround,
  textWidth,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { pathOf } from '../shared/path';
import { placeLabel } from '../shared/place';
import type { Ends } from '../shared/scale';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { Track } from '../simplex/geometry';

/** A regulariser over the polygon of the predictions, and the prediction that it makes. */
export interface RegulariserSide {
  readonly id: string;
  readonly title: string;
  /** Lines of its levels, and of that on which the prediction lies. */
  readonly levels: readonly (readonly PlanePoint[])[];
  readonly level: readonly (readonly PlanePoint[])[];
  readonly prediction: PlanePoint;
  /** sigma times the regulariser, and the product of scores and prediction. */
  readonly cost: number;
  readonly worth: number;
  /** The prediction at the sigmas. */
  readonly path: readonly PlanePoint[];
}

export interface RegulariserData {
  readonly labels: readonly string[];
  readonly places: readonly PlanePoint[];
  readonly scores: PlanePoint;
  readonly sigma: number;
  readonly sigmaBounds: Ends;
  /** Ascending. */
  readonly sigmas: readonly number[];
  /** One or two. */
  readonly sides: readonly RegulariserSide[];
}

export interface SideLayout {
  readonly id: string;
  readonly panel: Panel;
  readonly outline: string;
  readonly levels: string;
  readonly level: string;
  readonly path: string;
  readonly track: Track;
  readonly at: Point;
  /** The direction of the scores; null where they have none. */
  readonly arrow: Line | null;
}

export interface RegulariserLayout {
  readonly type: TypeScale;
  readonly sides: readonly SideLayout[];
  readonly labels: readonly Label[];
}

/** Length of the arrow of the scores, in heights of text. */
const ARROW = 3;

/** The regularisers side by side in polygons of one size. */
export function regulariserLayout(data: RegulariserData, size: ChartSize): RegulariserLayout {
  const type = typeScale(size);
  const head = 1.5 * type.row;
  const columns = panelColumns(data.sides.length, size.width, size.height, head);
  const rows = Math.ceil(data.sides.length / columns);
  const [width, height] = [size.width / columns, size.height / rows];
  const made = data.sides.map((side, s) => {
    const box = {
      x: (s % columns) * width,
      y: Math.floor(s / columns) * height + head,
      width,
      height: height - head,
    };
    const panel = { ...panelOf(box, 1), unit: unitOf(data, width, height - head, type) };
    return sideLayout(data, side, panel, type);
  });
  return {
    type,
    sides: made,
    labels: keepClear(made.flatMap((side, s) => labelsOf(data, data.sides[s], side, type))),
  };
}

/** Pixels of one unit that leave room for the names around the polygon. */
function unitOf(
  { places, labels }: RegulariserData,
  width: number,
  height: number,
  type: TypeScale,
) {
  const extent = (at: 0 | 1) => Math.max(0.1, ...places.map((place) => Math.abs(place[at])));
  const name = Math.max(...labels.map((label) => textWidth(label, type.text)));
  return Math.max(
    1,
    Math.min(
      (width / 2 - name - 1.2 * type.text) / extent(0),
      (height / 2 - 1.6 * type.text) / extent(1),
    ),
  );
}

function sideLayout(
  { places, scores }: RegulariserData,
  { id, levels, level, path, prediction }: RegulariserSide,
  panel: Panel,
  type: TypeScale,
): SideLayout {
  const pixels = (points: readonly PlanePoint[]) => points.map((point) => pixelOf(panel, point));
  const lines = (list: readonly (readonly PlanePoint[])[]) =>
    list.map((line) => pathOf(pixels(line))).join('');
  const at = pixelOf(panel, prediction);
  const length = Math.hypot(...scores);
  const along = (ARROW * type.text) / length;
  return {
    ...{ id, panel, at },
    outline: `${pathOf(pixels(convexHull(places).map((corner) => places[corner])))}Z`,
    levels: lines(levels),
    level: lines(level),
    path: pathOf(pixels(path)),
    track: trackOf(pixels(path)),
    arrow:
      length > 0
        ? { x1: at.x, y1: at.y, x2: at.x + along * scores[0], y2: at.y - along * scores[1] }
        : null,
  };
}

/** The title, what the prediction costs, and the names of the corners. */
function labelsOf(
  { places, labels }: RegulariserData,
  { title, cost, level }: RegulariserSide,
  { panel, at, arrow }: SideLayout,
  type: TypeScale,
): Label[] {
  const { box } = panel;
  const size = type.text;
  const head: Label = {
    ...{ x: box.x + box.width / 2, y: box.y - 0.75 * type.row, text: title },
    ...{ anchor: 'middle', kind: 'axis', size },
  };
  const names = convexHull(places).map((s): Label => {
    const { x, y } = pixelOf(panel, places[s]);
    const [dx, dy] = [x - panel.origin.x, y - panel.origin.y];
    const length = Math.hypot(dx, dy) || 1;
    const upright = isUpright([dx, dy]);
    const away = 0.8 * size;
    return {
      x: upright ? x + (away * dx) / length : x + 0.6 * away * Math.sign(dx),
      y: y + (away * dy) / length,
      text: labels[s],
      ...{ anchor: upright ? 'middle' : dx > 0 ? 'start' : 'end', kind: 'name', size },
      term: 'prediction',
    };
  });
  const taken = [squareAround(at, type.dot + 4)];
  const drawn = [
    ...level.flatMap((line) => line.map((point) => pixelOf(panel, point))),
    ...(arrow ? [{ x: arrow.x2, y: arrow.y2 }] : []),
  ];
  const value = placeLabel(
    { text: formatFixed(cost, 2), kind: 'noise', size, term: 'law' },
    [at],
    taken,
    drawn,
    { width: box.x + box.width, height: box.y + box.height },
    [1.2, 1.6, 2.2].map((distance) => distance * size),
  );
  return [head, ...names, ...(value ? [value.label] : [])].map((label) =>
    keepWithin(label, box.x + 2, box.x + box.width - 2),
  );
}
