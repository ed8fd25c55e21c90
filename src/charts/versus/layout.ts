import { cartesian, type Cartesian } from '../shared/cartesian';
import { keepWithin, labelBox, boxesOverlap, squareAround } from '../shared/labels';
import type { Box, Label, Line, Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { VersusData, VersusPoint } from './data';

export interface VersusLayout extends Cartesian {
  readonly dots: readonly { readonly point: VersusPoint; readonly at: Point }[];
  readonly diagonal: Line;
  /** What is level though behind: as a ratio an area, as a difference down to a line. */
  readonly ratio: string;
  readonly difference: Line;
  readonly names: readonly Label[];
}

/** Both axes are of one measure and have one domain, so that the diagonal means equal. */
export function versusLayout(data: VersusData, size: ChartSize): VersusLayout {
  const type = typeScale(size);
  const domain = domainOf(data);
  const axis = { kind: 'linear', domain } as const;
  const plot = cartesian({
    ...{ size, head: 1.5 * type.row, x: axis, y: axis },
    xTitle: { text: `${data.measure} of ${data.x}`, kind: 'axis' },
    yTitle: { text: `${data.measure} of ${data.y}`, kind: 'axis' },
  });
  const { x, y } = plot;
  const [from, to] = domain;
  const dots = data.points.map((point) => ({ point, at: { x: x(point.x), y: y(point.y) } }));
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    ...{ x1: x(x1), y1: y(y1), x2: x(x2), y2: y(y2) },
  });
  const origin = Math.max(0, from);
  return {
    ...plot,
    dots,
    diagonal: line(from, from, to, to),
    // below 0 the ratio asks for more than the other has
    ratio: `${pathOf([
      { x: x(origin), y: y(origin) },
      { x: x(to), y: y(to) },
      { x: x(to), y: y(data.ratio * to) },
      { x: x(origin), y: y(data.ratio * origin) },
    ])}Z`,
    difference: line(from + data.difference, from, to, to - data.difference),
    names: namesOf(dots, plot, type),
  };
}

/** All means with a margin, and at least 0 to 1. */
function domainOf({ points }: VersusData): readonly [number, number] {
  const values = points.flatMap(({ x, y }) => [x, y]);
  const low = Math.min(0, ...values);
  return [low < 0 ? low - 0.05 : 0, Math.max(1, ...values)];
}

/** A name beside every point where one of its sides is free; those that stand apart first. */
function namesOf(
  dots: VersusLayout['dots'],
  { frame }: Cartesian,
  { text: size, dot, row }: TypeScale,
): Label[] {
  const taken: Box[] = dots.map(({ at }) => squareAround(at, dot));
  const gap = dot + 5;
  const nearest = ({ at }: VersusLayout['dots'][number]) =>
    Math.min(
      ...dots.map((other) => {
        const distance = Math.hypot(other.at.x - at.x, other.at.y - at.y);
        return distance === 0 ? Infinity : distance;
      }),
    );
  return [...dots]
    .sort((a, b) => nearest(b) - nearest(a))
    .flatMap(({ point, at }): Label[] => {
      const rest = { text: point.name, kind: 'key', size } as const;
      const sides: Label[] = [
        { ...rest, x: at.x + gap, y: at.y, anchor: 'start' },
        { ...rest, x: at.x - gap, y: at.y, anchor: 'end' },
        { ...rest, x: at.x, y: at.y + row, anchor: 'middle' },
        { ...rest, x: at.x, y: at.y - row, anchor: 'middle' },
      ];
      const free = sides.find((label) => {
        const box = labelBox(label);
        const inside =
          keepWithin(label, frame.left, frame.right).x === label.x &&
          box.y >= frame.top - row / 2 &&
          box.y + box.height <= frame.bottom;
        return inside && taken.every((other) => !boxesOverlap(box, other, 2));
      });
      if (!free) return [];
      taken.push(labelBox(free));
      return [free];
    });
}
