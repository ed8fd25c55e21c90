import { gridPath } from '../../src/core/oracles/grid-path/grid-path';
import type { Computed } from './compare';
import { matrix, number, type Case } from './fixture';
import { rows } from './structures';

export function runGridPath({ input }: Case): Computed {
  const w = matrix(input, 'w');
  const columns = w[0].length;
  const oracle = gridPath(w.length, columns, number(input, 'neighbours') as 4 | 8);
  const y = new Float64Array(oracle.dim);
  const value = oracle.argmax(
    w.flat().map((cost) => -cost),
    y,
  );
  return { cost: () => -value, path: () => rows(y, columns) };
}
