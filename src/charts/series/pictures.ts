import { boxesOverlap, squareAround, type Box, type Point } from '../shared/labels';
import type { SeriesLine } from './line';
import type { Series } from './model';

/** The image of what a line is of, on the line. */
export interface SeriesPicture {
  readonly id: string;
  readonly picture: NonNullable<Series['picture']>;
  readonly box: Box;
}

/** A line and what it was made of. */
interface Pictured {
  readonly line: SeriesLine;
  readonly of: Series;
}

/** Least distance to all other lines, in sides of an image, of one at the end, and of one anywhere. */
const AT_END = 0.7;
const ANYWHERE = 0.3;

/**
 * Images on their lines: at the end of a line that ends alone, else where it is farthest from all others.
 * No image covers another; a line without a place for its own has none.
 */
export function picturesOn(lines: readonly Pictured[], side: number, room: Box): SeriesPicture[] {
  const placed: SeriesPicture[] = [];
  for (const { line, of } of lines) {
    const { picture } = of;
    if (!picture) continue;
    // the second line of the same is no other one
    const others = lines.filter((other) => other.line.category !== line.category);
    const places = line.points
      .filter(({ y }) => Number.isFinite(y))
      .map((at) => ({ at, box: squareAround(at, side / 2), far: distanceAt(at, others) }));
    const free = places.filter(
      ({ box, far }) =>
        far >= ANYWHERE * side &&
        box.x >= room.x &&
        box.x + box.width <= room.x + room.width &&
        placed.every((other) => !boxesOverlap(box, other.box, 2)),
    );
    const end = free.find(({ at, far }) => at === places.at(-1)?.at && far >= AT_END * side);
    const best = end ?? free.sort((a, b) => b.far - a.far)[0];
    if (best) placed.push({ id: of.id, picture, box: best.box });
  }
  return placed;
}

const distanceAt = ({ x, y }: Point, others: readonly Pictured[]) =>
  Math.min(...others.map(({ line }) => Math.abs(heightAt(line.points, x) - y)));

/** Where a line is at a pixel; infinitely far away where it is not. */
function heightAt(points: readonly Point[], x: number): number {
  const next = points.findIndex((point) => point.x >= x);
  if (next < 0) return Infinity;
  const [a, b] = [points[Math.max(0, next - 1)], points[next]];
  return a.x < x ? a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) : b.x === x ? b.y : Infinity;
}
