import halfShader from './half.wgsl?raw';
import sinkhornShader from './sinkhorn.wgsl?raw';

/** Invocations along each side of a workgroup: an entry each would be fewer barriers worth than they cost. */
const sideOf = (n: number) => {
  if (n <= 8) return 4;
  return n <= 32 ? 8 : 16;
};

/** Half a step along rows, and along columns. */
const half = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).reduce((text, [name, is]) => text.replaceAll(name, is), halfShader);

// longer names first: one is part of another
const alongRows = half({
  LINE_THREAD: 'tile_row',
  OTHER_THREAD: 'tile_column',
  OTHER_SLOPES: 'column_slopes',
  OTHERS: 'columns',
  SLOPES: 'row_slopes',
  LINES: 'rows',
  CELL: 'a * TILE + b',
  // the columns of the half step before were used by these rows alone
  KEPT: '0.0',
});

const alongColumns = half({
  LINE_THREAD: 'tile_column',
  OTHER_THREAD: 'tile_row',
  OTHER_SLOPES: 'row_slopes',
  OTHERS: 'rows',
  SLOPES: 'column_slopes',
  LINES: 'columns',
  CELL: 'b * TILE + a',
  // the last rows are in the result too
  KEPT: 'row_slopes[local]',
});

/**
 * The text of a shader that normalises matrices of n x n.
 * @param main declares `potentials`; its entry point has workgroups of SIDE * SIDE invocations
 */
export const sinkhornShaderOf = (n: number, main: string): string =>
  [constantsOf(n, sideOf(n)), sinkhornShader, alongRows, alongColumns, main].join('\n');

const constantsOf = (n: number, side: number) =>
  `const N = ${n}u;\nconst SIDE = ${side}u;\nconst TILE = ${Math.ceil(n / side)}u;\n`;
