import type { Line, Point } from '../shared/labels';
import type { Note } from '../shared/place';
import type { TypeScale } from '../shared/size';
import { strokeOf } from '../shared/tags';
import type { DrawnLine, PlacedPoint } from './model';

interface Failed {
  readonly at: Point;
  readonly value: number;
}

/** What failed says how far, those that lie on each other together. */
export function failureNotes(points: readonly PlacedPoint[], { text }: TypeScale): Note[] {
  const heaps: Failed[][] = [];
  const failed = points.flatMap(({ point, printed: at }) =>
    at && point.failed ? [{ at, value: point.printed! }] : [],
  );
  failed.sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y);
  for (const one of failed) {
    const last = heaps.at(-1)?.at(-1);
    if (last && last.at.x === one.at.x && one.at.y - last.at.y < text) heaps.at(-1)!.push(one);
    else heaps.push([one]);
  }
  return heaps.map((heap) => ({
    ...{ text: rangeText(heap, String), short: rangeText(heap, (value) => value.toFixed(0)) },
    ...{ kind: 'failed', part: 'results', centred: true, anchors: heap.map(({ at }) => at) },
  }));
}

function rangeText(heap: readonly Failed[], format: (value: number) => string): string {
  const values = heap.map(({ value }) => value);
  const ends = [Math.min(...values), Math.max(...values)].map(format);
  return `${[...new Set(ends)].join('–')}%`;
}

/** Points of all marks, near enough to each other to keep words off them. */
export function marksOf(
  drawn: readonly DrawnLine[],
  points: readonly PlacedPoint[],
  separators: readonly Line[],
  { dot }: TypeScale,
): Point[] {
  const ring = ({ x, y }: Point) =>
    [-dot, dot].flatMap((r) => [
      { x: x + r, y },
      { x, y: y + r },
    ]);
  const upright = ({ x1, y1, x2, y2 }: Line) =>
    strokeOf([
      { x: x1, y: y1 },
      { x: x2, y: y2 },
    ]);
  return [
    ...drawn.flatMap(({ at }) => strokeOf(at)),
    ...separators.flatMap(upright),
    ...points.flatMap(({ printed, own, interval }) => [
      ...[printed, own].flatMap((at) => (at ? ring(at) : [])),
      ...(interval ? upright(interval) : []),
    ]),
  ];
}
