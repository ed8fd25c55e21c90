import { normalQuantile } from '../noise/normal';
import { createRng, unitUniform } from '../rng/rng';

/** Normal numbers of a named stream: number `part` of matrix `matrix`, the same whenever asked. */
export function normalNumbers(seed: number, stream: string) {
  const rng = createRng(seed, stream);
  return (matrix: number, length: number, scale: number): Float64Array =>
    Float64Array.from(
      { length },
      (_, part) => scale * normalQuantile(unitUniform(rng.word(matrix, part))),
    );
}
