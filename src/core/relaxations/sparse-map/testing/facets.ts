import { dot } from '../../../vector';

/** Faces of hulls by the inequalities that hulls are made of: another way to what oracles find. */

/** <a, y> <= b for all of a hull. */
export interface Facet {
  readonly a: Float64Array;
  readonly b: number;
}

const unit = (dim: number, place: number, value: number) =>
  Float64Array.from({ length: dim }, (_, p) => (p === place ? value : 0));

/** y >= 0: with equations, all there is for classes, matchings and paths. */
export const notNegative = (dim: number): Facet[] =>
  Array.from({ length: dim }, (_, p) => ({ a: unit(dim, p, -1), b: 0 }));

/** 0 <= y <= 1: bits and subsets. */
export const inBox = (dim: number): Facet[] => [
  ...notNegative(dim),
  ...Array.from({ length: dim }, (_, p) => ({ a: unit(dim, p, 1), b: 1 })),
];

/** Spanning trees of n nodes: among any k of them are at most k - 1 edges (Edmonds 1971). */
export function ofTrees(n: number): Facet[] {
  const edges = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - i - 1 }, (_edge, j) => (1 << i) | (1 << (i + j + 1))),
  ).flat();
  const nodeSets = Array.from({ length: 2 ** n - 1 }, (_, s) => s + 1);
  return [
    ...notNegative(edges.length),
    ...nodeSets.map((nodes) => ({
      a: Float64Array.from(edges, (edge) => ((edge & nodes) === edge ? 1 : 0)),
      b: nodes.toString(2).replaceAll('0', '').length - 1,
    })),
  ];
}

/** The structures of the smallest face that holds y: on every facet that y is on. */
export function smallestFace(
  structures: readonly Float64Array[],
  facets: readonly Facet[],
  y: Float64Array,
): Float64Array[] {
  const on = facets.filter(({ a, b }) => dot(a, y) > b - 1e-9);
  return structures.filter((z) => on.every(({ a, b }) => dot(a, z) > b - 1e-9));
}
