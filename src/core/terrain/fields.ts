import type { Draws } from '../rng/draws';

/** Value noise: the distances of its lattices in pixels, each with the weight of its layer. */
export type Layers = readonly (readonly [distance: number, weight: number])[];

/**
 * A smooth random field [side, side] of mean 0 and deviation 1: uniform numbers on the nodes of square
 * lattices that lie anywhere, joined by smoothstep and added up.
 */
export function smoothField(side: number, layers: Layers, draws: Draws): Float64Array {
  const field = new Float64Array(side * side);
  for (const [distance, weight] of layers) addLayer(field, side, distance, weight, draws);
  return standardised(field);
}

function addLayer(
  field: Float64Array,
  side: number,
  distance: number,
  weight: number,
  draws: Draws,
): void {
  const [left, top] = [draws.uniform(), draws.uniform()];
  const nodes = Math.ceil(side / distance) + 2;
  const values = Float64Array.from({ length: nodes * nodes }, () => draws.uniform());
  for (let y = 0; y < side; y++) {
    const v = y / distance + top;
    const row = Math.floor(v);
    const t = smoothstep(v - row);
    for (let x = 0; x < side; x++) {
      const u = x / distance + left;
      const column = Math.floor(u);
      const s = smoothstep(u - column);
      const at = row * nodes + column;
      const above = values[at] + s * (values[at + 1] - values[at]);
      const below = values[at + nodes] + s * (values[at + nodes + 1] - values[at + nodes]);
      field[y * side + x] += weight * (above + t * (below - above));
    }
  }
}

const smoothstep = (t: number) => t * t * (3 - 2 * t);

function standardised(field: Float64Array): Float64Array {
  let [sum, squares] = [0, 0];
  for (const value of field) sum += value;
  const mean = sum / field.length;
  for (const value of field) squares += (value - mean) * (value - mean);
  const deviation = Math.sqrt(squares / field.length);
  return field.map((value) => (value - mean) / deviation);
}
