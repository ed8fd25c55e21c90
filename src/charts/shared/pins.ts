import { formatNumber } from './format';
import { ghostMark, type GhostMark } from './ghost';
import type { Box, Label, Point } from './labels';
import type { ChartSize, TypeScale } from './size';

/** A noise scale and a loss weight that have a name. */
export interface NamedPlace {
  readonly name: string;
  readonly sigma: number;
  readonly epsilon: number;
}

/** The outlines of pins one after the other: their names keep clear of each other. */
export function pinGhosts<P extends NamedPlace>(
  pins: readonly P[],
  taken: readonly (Label | Box | Point)[],
  mark: (pin: P) => Omit<GhostMark, 'label'> & { readonly anchors: readonly Point[] },
  size: ChartSize,
  type: TypeScale,
): GhostMark[] {
  const named: Label[] = [];
  return pins.map((pin) => {
    const { d, solid, anchors } = mark(pin);
    const ghost = ghostMark(d, anchors, [...taken, ...named], size, type, `pin ${pin.name}`);
    if (ghost.label) named.push(ghost.label);
    return { ...ghost, ...(solid && { solid }) };
  });
}

/** A circle of radius r around a point, as a path. */
export const ringPath = ({ x, y }: Point, r: number) =>
  `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`;

/** How a sentence about a pin begins. */
export const pinPlace = ({ name, sigma, epsilon }: NamedPlace) =>
  `At pin ${name}, sigma ${formatNumber(sigma)} and epsilon ${formatNumber(epsilon)},`;
