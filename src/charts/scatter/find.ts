import { polygonContains, quadtree } from 'd3';
import type { Point } from '../shared/labels';
import { clamp } from '../shared/size';

/** Answers where points are; the tree is grown by the first question. */
export interface Finder {
  /** Index of the nearest point within a radius, or null. */
  nearest(at: Point, radius: number): number | null;
  /** The nearest points, a point among them, nearest first. */
  neighbours(index: number, count: number): number[];
  /** The points inside a closed line, in their own order. */
  inside(line: readonly Point[]): number[];
}

export function createFinder(xs: Float32Array, ys: Float32Array): Finder {
  const shown = Array.from(xs.keys()).filter((i) => Number.isFinite(xs[i] + ys[i]));
  const grow = () =>
    quadtree<number>()
      .x((i) => xs[i])
      .y((i) => ys[i])
      .addAll(shown);
  let tree: ReturnType<typeof grow> | null = null;
  return {
    nearest({ x, y }, radius) {
      tree ??= grow();
      return tree.find(x, y, radius) ?? null;
    },
    neighbours(index, count) {
      const square = (i: number) => (xs[i] - xs[index]) ** 2 + (ys[i] - ys[index]) ** 2;
      return [...shown].sort((i, j) => square(i) - square(j) || i - j).slice(0, count);
    },
    inside(line) {
      if (line.length === 0) return [];
      const polygon = line.map(({ x, y }): [number, number] => [x, y]);
      return shown.filter((i) => polygonContains(polygon, [xs[i], ys[i]]));
    },
  };
}

export interface View {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly labels: Uint8Array;
  readonly classes: number;
}

/**
 * The point that a key leads to, or null if it is not one of ours: left and right through the points
 * of a class as they lie from left to right, up and down to the nearest point of another class.
 */
export function stepTo(key: string, current: number | null, view: View): number | null {
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key))
    return null;
  const present = Array.from({ length: view.classes }, (_, c) => membersOf(c, view));
  const used = [...present.keys()].filter((c) => present[c].length > 0);
  if (used.length === 0) return null;
  if (current === null) return present[used[0]][0];
  const label = view.labels[current];
  const members = present[label];
  const at = members.indexOf(current);
  const along = (to: number) => members[clamp(to, 0, members.length - 1)];
  switch (key) {
    case 'ArrowLeft':
      return along(at - 1);
    case 'ArrowRight':
      return along(at + 1);
    case 'Home':
      return along(0);
    case 'End':
      return along(members.length - 1);
  }
  const rank = used.indexOf(label) + (key === 'ArrowDown' ? 1 : -1);
  const next = used[(rank + used.length) % used.length];
  const { xs, ys } = view;
  const square = (i: number) => (xs[i] - xs[current]) ** 2 + (ys[i] - ys[current]) ** 2;
  return present[next].reduce((best, i) => (square(i) < square(best) ? i : best));
}

function membersOf(label: number, { xs, ys, labels }: View): number[] {
  const members: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label && Number.isFinite(xs[i] + ys[i])) members.push(i);
  }
  return members.sort((i, j) => xs[i] - xs[j] || ys[i] - ys[j] || i - j);
}
