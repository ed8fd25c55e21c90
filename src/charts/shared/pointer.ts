import type { MouseEvent } from 'react';
import type { Point } from './labels';

/** The pointer in the coordinates of the drawing, which may be shown at another size. */
export function placeOf({ clientX, clientY, currentTarget }: MouseEvent<SVGElement>): Point {
  const svg = currentTarget.closest('svg')!;
  const { left, top, width, height } = svg.getBoundingClientRect();
  const scale = (side: SVGAnimatedLength, shown: number) =>
    shown > 0 ? side.baseVal.value / shown : 1;
  return {
    x: (clientX - left) * scale(svg.width, width),
    y: (clientY - top) * scale(svg.height, height),
  };
}
