import { threadsOf, tileColumns, tileRows, type Tiling } from './tiling';

/** Whether fours of A are summands of one row, or rows of one summand. */
export type FoursOf = 'summands' | 'rows';

/**
 * The entry point of a product, written out for a tiling. Every turn of its loop reads what the next
 * one multiplies into registers, and multiplies meanwhile what the turn before has left in workgroup
 * memory, from where threads read fours of both:
 *
 * - `tile_b` is [depth][columns of the tile];
 * - `tile_a` is [rows][depth] where fours are summands, or [depth][rows] where fours are rows.
 *
 * A thread's columns are fours that lie `across` fours apart, and its rows `down` rows (or fours of
 * rows) apart: so neighbours read neighbouring fours.
 *
 * The text around it says what the operands are (convolution-forward.wgsl) and what becomes of sums
 * (product-store.wgsl), and has the constants ROWS, SPLITS, CHUNK, TILES_ACROSS and TILES_DOWN.
 */
export function productMain(tiling: Tiling, foursOf: FoursOf): string {
  const { across, down, high, depth } = tiling;
  const [rows, columns] = [tileRows(tiling), tileColumns(tiling)];
  const { places, read, keep } = transport(tiling, foursOf);
  const turns = foursOf === 'summands' ? depth / 4 : depth;
  const multiply = foursOf === 'summands' ? multiplySummands(tiling) : multiplyRows(tiling);
  const rowOf = (row: number) =>
    foursOf === 'summands'
      ? `y + ${row * down}u`
      : `(y + ${(row >> 2) * down}u) * 4u + ${row & 3}u`;
  const sums = list(high).flatMap((row) =>
    quadsOf(tiling).map((quad) => `var sum${row}_${quad} = vec4f();`),
  );
  const stores = list(high).flatMap((row) => [
    `if (top + ${rowOf(row)} < ROWS) {`,
    `let row${row} = row_of(top + ${rowOf(row)}, phase);`,
    ...quadsOf(tiling).map(
      (quad) => `store(row${row}, left + (${quad * across}u + x) * 4u, split, sum${row}_${quad});`,
    ),
    '}',
  ]);
  return `
var<workgroup> tile_a: array<vec4f, ${(rows * depth) / 4}>;
var<workgroup> tile_b: array<vec4f, ${(depth * columns) / 4}>;

@compute @workgroup_size(${threadsOf(tiling)})
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let tile = group.y * groups.x + group.x;
  if (tile >= TILES_ACROSS * TILES_DOWN) {
    return;
  }
  let split = group.z % SPLITS;
  let phase = group.z / SPLITS;
  let top = tile / TILES_ACROSS * ${rows}u;
  let left = tile % TILES_ACROSS * ${columns}u;
  let x = local % ${across}u;
  let y = local / ${across}u;
  let start = split * CHUNK;
  let end = min(start + CHUNK, sums_of(phase));
  ${places.join('\n  ')}
  ${sums.join('\n  ')}
  for (var at = start; at < end + ${depth}u; at += ${depth}u) {
    if (at < end) {
      ${read.join('\n      ')}
    }
    if (at > start) {
      for (var k = 0u; k < ${turns}u; k++) {
        ${multiply.join('\n        ')}
      }
    }
    workgroupBarrier();
    if (at < end) {
      ${keep.join('\n      ')}
    }
    workgroupBarrier();
  }
  ${stores.join('\n  ')}
}
`;
}

const list = (length: number) => Array.from({ length }, (_, i) => i);
const quadsOf = ({ wide }: Tiling) => list(wide / 4);
const lanes = ['x', 'y', 'z', 'w'] as const;

/**
 * The way of the operands' fours through registers to workgroup memory: every thread reads each so
 * many of a tile, at places of A that it knows from the start.
 */
function transport(tiling: Tiling, foursOf: FoursOf) {
  const { depth } = tiling;
  const threads = threadsOf(tiling);
  const [rows, perRowB] = [tileRows(tiling), tileColumns(tiling) / 4];
  const [foursA, foursB] = [(rows * depth) / 4, depth * perRowB];
  const perRowA = foursOf === 'summands' ? depth / 4 : rows / 4;
  /** Number of the four of a tile that a thread reads as its i-th. */
  const four = (i: number) => (i === 0 ? 'local' : `(local + ${i * threads}u)`);
  const line = (i: number) => `${four(i)} / ${perRowA}u`;
  const inLine = (i: number) => `${four(i)} % ${perRowA}u * 4u`;
  const [rowOf, summandOf] = foursOf === 'summands' ? [line, inLine] : [inLine, line];
  const each = (fours: number, text: (i: number) => string) =>
    list(Math.ceil(fours / threads)).map((i) =>
      (i + 1) * threads <= fours ? text(i) : `if (${four(i)} < ${fours}u) { ${text(i)} }`,
    );
  const places = list(Math.ceil(foursA / threads)).flatMap((i) => [
    `let place${i} = place_of(top + ${rowOf(i)}, phase);`,
    `var next_a${i} = vec4f();`,
  ]);
  const nextB = list(Math.ceil(foursB / threads)).map((i) => `var next_b${i} = vec4f();`);
  const readB = (i: number) => {
    const column = `left + ${four(i)} % ${perRowB}u * 4u`;
    return `next_b${i} = read_b(at + ${four(i)} / ${perRowB}u, ${column}, phase);`;
  };
  return {
    places: [...places, ...nextB],
    read: [
      ...each(foursA, (i) => `next_a${i} = read_a(place${i}, at + ${summandOf(i)});`),
      ...each(foursB, readB),
    ],
    keep: [
      ...each(foursA, (i) => `tile_a[${four(i)}] = next_a${i};`),
      ...each(foursB, (i) => `tile_b[${four(i)}] = next_b${i};`),
    ],
  };
}

/** Four summands k of each row with four rows of B. */
function multiplySummands(tiling: Tiling): string[] {
  const { across, down, high, depth } = tiling;
  const perRow = tileColumns(tiling) / 4;
  const quads = quadsOf(tiling);
  const b = lanes.flatMap((_, e) =>
    quads.map(
      (quad) =>
        `let b${e}_${quad} = tile_b[(4u * k + ${e}u) * ${perRow}u + ${quad * across}u + x];`,
    ),
  );
  const rows = list(high).flatMap((row) => [
    `let a${row} = tile_a[(y + ${row * down}u) * ${depth / 4}u + k];`,
    ...lanes.flatMap((lane, e) =>
      quads.map((quad) => `sum${row}_${quad} += a${row}.${lane} * b${e}_${quad};`),
    ),
  ]);
  return [...b, ...rows];
}

/** Summand k of fours of rows with fours of columns. */
function multiplyRows(tiling: Tiling): string[] {
  const { across, down, high } = tiling;
  const [perRowA, perRowB] = [tileRows(tiling) / 4, tileColumns(tiling) / 4];
  const quads = quadsOf(tiling);
  const b = quads.map((quad) => `let b_${quad} = tile_b[k * ${perRowB}u + ${quad * across}u + x];`);
  const rows = list(high / 4).flatMap((four) => [
    `let a${four} = tile_a[k * ${perRowA}u + ${four * down}u + y];`,
    ...lanes.flatMap((lane, e) =>
      quads.map((quad) => `sum${4 * four + e}_${quad} += a${four}.${lane} * b_${quad};`),
    ),
  ]);
  return [...b, ...rows];
}
