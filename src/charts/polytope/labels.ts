import { formatFixed, formatNumber } from '../shared/format';
import { keepClear, keepWithin, squareAround, type Label, type Point } from '../shared/labels';
import { placeLabel } from '../shared/place';
import { clamp, type ChartSize, type TypeScale } from '../shared/size';
import type { PolytopeData } from './data';
import { edgeAt, type Cone, type Corner, type Panel } from './geometry';
import { AIR, isUpright, namedOf, nameOf } from './panels';

/** The marks that have names. */
export interface Named {
  readonly type: TypeScale;
  readonly scores: Panel;
  readonly outcome: Panel;
  readonly tip: Point;
  readonly grip: Point;
  readonly corners: readonly Corner[];
  readonly cones: readonly Cone[];
  readonly points: readonly Point[];
}

/** Titles, names of cones and corners, and of the points that are read. */
export function labelsOf(data: PolytopeData, marks: Named, size: ChartSize): readonly Label[] {
  const { scores, outcome, type } = marks;
  const title = (panel: Panel, text: string): Label => ({
    ...{ x: panel.box.x, y: panel.box.y - 0.6 * type.row, text },
    ...{ anchor: 'start', kind: 'axis', size: type.text },
  });
  const heads = [
    title(scores, data.loss ? `${data.loss.name} loss` : 'scores with noise'),
    title(outcome, 'predictions'),
  ];
  return keepClear(
    [
      ...heads,
      ...valueLabels(data, marks, size),
      ...cornerLabels(data, marks),
      ...coneLabels(data, marks),
    ],
    [squareAround(marks.tip, 8)],
    2,
  );
}

/** What the scores, sigma and the loss are, beside their marks. */
function valueLabels(data: PolytopeData, marks: Named, size: ChartSize): Label[] {
  const { type, tip, grip, corners, cones, scores, points } = marks;
  const taken = corners.map(({ at, radius }) => squareAround(at, radius + 2));
  const near = [1.3, 1.7, 2.2].map((distance) => distance * type.text);
  const covered = [...points, ...cones.flatMap((_, c) => edgePoints(corners, cones, c))];
  const place = (words: Omit<Label, 'x' | 'y' | 'anchor' | 'size'>, at: Point) =>
    placeLabel({ ...words, size: type.text }, [at], taken, covered, size, near)?.label ?? [];
  const sigma = { text: `σ = ${formatNumber(data.sigma)}`, kind: 'noise', term: 'sigma' };
  const here = data.loss
    ? { text: `loss ${formatFixed(data.loss.here, 2)}`, kind: 'loss', term: 'loss' }
    : { text: 'μ', kind: 'signal', term: 'signal' };
  const { x, width } = scores.box;
  // on the side where the arrow does not come from
  const side = tip.x < scores.origin.x ? -1 : 1;
  const beside: Label = {
    ...{ x: tip.x + side * type.text, y: tip.y - 0.8 * type.row, size: type.text },
    ...{ ...here, anchor: side < 0 ? 'end' : 'start' },
  };
  // slow motion has no handle of sigma
  return [keepWithin(beside, x, x + width), ...(data.slow ? [] : [place(sigma, grip)])].flat();
}

/** Places on the edge after a corner of the hull, which labels had better not cover. */
function edgePoints(corners: readonly Corner[], cones: readonly Cone[], c: number): Point[] {
  const [from, to] = [c, (c + 1) % cones.length].map((i) => corners[cones[i].corner].at);
  return Array.from({ length: 16 }, (_, i) => ({
    x: from.x + (i / 16) * (to.x - from.x),
    y: from.y + (i / 16) * (to.y - from.y),
  }));
}

/** Names with shares, outwards of the corners. */
function cornerLabels(data: PolytopeData, marks: Named): Label[] {
  const { corners, outcome, type } = marks;
  const { box, origin } = outcome;
  return namedOf(data).map((s) => {
    const { at, radius, ring } = corners[s];
    const [dx, dy] = [at.x - origin.x, at.y - origin.y];
    const length = Math.hypot(dx, dy) || 1;
    const away = Math.max(radius, ring ?? 0) + 0.75 * type.text;
    const upright = isUpright([dx, dy]);
    const anchor = upright ? 'middle' : dx > 0 ? 'start' : 'end';
    const label: Label = {
      // beside the disc, not on it
      x: upright ? at.x + (away * dx) / length : at.x + away * Math.sign(dx),
      y: clamp(
        at.y + (away * dy) / length,
        box.y + type.text / 2,
        box.y + box.height - type.text / 2,
      ),
      text: nameOf(data, s),
      ...{ anchor, kind: s === data.loss?.truth ? 'truth' : 'name', size: type.text },
      term: 'prediction',
    };
    return keepWithin(label, box.x, box.x + box.width - AIR * type.text);
  });
}

/** Names near the edge of their cones. */
function coneLabels({ labels, best }: PolytopeData, { cones, scores, type }: Named): Label[] {
  return cones.map(({ corner, from, to }) => {
    const edge = edgeAt(scores, (from + to) / 2);
    const { origin, box } = scores;
    const length = Math.hypot(edge.x - origin.x, edge.y - origin.y);
    const share = 1 - (1.5 * type.text) / length;
    const label: Label = {
      x: origin.x + share * (edge.x - origin.x),
      y: origin.y + share * (edge.y - origin.y),
      text: labels[corner],
      ...{ anchor: 'middle', kind: corner === best ? 'winner' : 'tick', size: type.text },
    };
    return keepWithin(label, box.x + 2, box.x + box.width - 2);
  });
}
