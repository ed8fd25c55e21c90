import type { Graph } from '../../src/core/oracles/graph-path/graph';

/** A number in 0 .. 1 that looks like chance, the same in every run. */
export const chance = (i: number): number =>
  Math.abs((Math.sin(12.9898 * (i + 1)) * 43758.5453) % 1);

/** A square grid whose edges go both ways. */
export function grid(size: number): Graph {
  const edges: (readonly [number, number])[] = [];
  for (let at = 0; at < size * size; at++) {
    const ahead = [
      ...(at % size < size - 1 ? [at + 1] : []),
      ...(at + size < size * size ? [at + size] : []),
    ];
    for (const next of ahead) edges.push([at, next], [next, at]);
  }
  return { nodes: size * size, edges };
}
