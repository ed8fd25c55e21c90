import { threadsOf, tileColumns, tileRows, type Tiling } from './tiling';

/**
 * The entry point of a product, written out for a tiling. What is to come of both operands is read
 * into registers while the products of what is there are made, so that memory is waited for in the
 * meantime; then it goes to workgroup memory, from where threads read fours of both:
 *
 * - `tile_b` is [depth][columns of the tile];
 * - `tile_a` is [rows][depth] where fours are summands, or [depth][rows] where fours are rows.
 *
 * A thread's columns are fours that lie `across` fours apart, and its rows `down` rows (or fours of
 * rows) apart: so neighbours read neighbouring fours.
 */
export function productMain(tiling: Tiling, foursOf: 'summands' | 'rows'): string {
  const { across, down, wide, high, depth } = tiling;
  const threads = threadsOf(tiling);
  const [rows, columns] = [tileRows(tiling), tileColumns(tiling)];
  const summands = foursOf === 'summands';
  /** Fours of each operand's tile that are read, and the most that a thread reads of them. */
  const [foursA, foursB] = [(rows * depth) / 4, (depth * columns) / 4];
  const readsA = list(Math.ceil(foursA / threads));
  const readsB = list(Math.ceil(foursB / threads));
  const quads = list(wide / 4);
  const partial = (fours: number) => fours % threads !== 0;

  /** Number of the four of a tile that a thread reads as its i-th. */
  const turn = (i: number) => (i === 0 ? 'local' : `(local + ${i * threads}u)`);
  const perRow = summands ? depth / 4 : rows / 4;
  const a = {
    /** Row of the tile, and summand of the step, that the i-th four begins with. */
    row: (i: number) => (summands ? `${turn(i)} / ${perRow}u` : `${turn(i)} % ${perRow}u * 4u`),
    k: (i: number) => (summands ? `${turn(i)} % ${perRow}u * 4u` : `${turn(i)} / ${perRow}u`),
  };
  const guard = (fours: number, i: number, text: string) =>
    partial(fours) ? `if (${turn(i)} < ${fours}u) { ${text} }` : text;

  const read = [
    ...readsA.map((i) => guard(foursA, i, `next_a${i} = read_a(place${i}, at + ${a.k(i)});`)),
    ...readsB.map((i) =>
      guard(
        foursB,
        i,
        `next_b${i} = read_b(at + ${turn(i)} / ${columns / 4}u, ` +
          `left + ${turn(i)} % ${columns / 4}u * 4u, phase);`,
      ),
    ),
  ];
  const keep = [
    ...readsA.map((i) => guard(foursA, i, `tile_a[${turn(i)}] = next_a${i};`)),
    ...readsB.map((i) => guard(foursB, i, `tile_b[${turn(i)}] = next_b${i};`)),
  ];
  const lanes = ['x', 'y', 'z', 'w'];
  const add = (row: number, of: string, b: (quad: number) => string) =>
    quads.map((quad) => `sum${row}_${quad} += ${of} * ${b(quad)};`);

  /** Four summands at a time: a row's four with four rows of B. */
  const bySummands = [
    ...list(4).flatMap((e) =>
      quads.map(
        (quad) =>
          `let b${e}_${quad} = tile_b[(4u * k + ${e}u) * ${columns / 4}u + ${quad * across}u + x];`,
      ),
    ),
    ...list(high).flatMap((row) => [
      `let a${row} = tile_a[(y + ${row * down}u) * ${perRow}u + k];`,
      ...lanes.flatMap((lane, e) => add(row, `a${row}.${lane}`, (quad) => `b${e}_${quad}`)),
    ]),
  ];
  /** One summand at a time: fours of rows with fours of columns. */
  const byRows = [
    ...quads.map((quad) => `let b_${quad} = tile_b[k * ${columns / 4}u + ${quad * across}u + x];`),
    ...list(high / 4).flatMap((four) => [
      `let a${four} = tile_a[k * ${perRow}u + ${four * down}u + y];`,
      ...lanes.flatMap((lane, e) => add(4 * four + e, `a${four}.${lane}`, (quad) => `b_${quad}`)),
    ]),
  ];
  const rowOf = (row: number) =>
    summands ? `y + ${row * down}u` : `(y + ${(row >> 2) * down}u) * 4u + ${row & 3}u`;

  return `
var<workgroup> tile_a: array<vec4f, ${foursA}>;
var<workgroup> tile_b: array<vec4f, ${foursB}>;

@compute @workgroup_size(${threads})
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
  ${lines(readsA.map((i) => `let place${i} = place_of(top + ${a.row(i)}, phase);`))}
  ${lines([...readsA.map((i) => `var next_a${i} = vec4f();`), ...readsB.map((i) => `var next_b${i} = vec4f();`)])}
  ${lines(list(high).flatMap((row) => quads.map((quad) => `var sum${row}_${quad} = vec4f();`)))}
  // every turn but the first makes the products of what the turn before it has read
  for (var at = start; at < end + ${depth}u; at += ${depth}u) {
    if (at < end) {
      ${lines(read)}
    }
    if (at > start) {
      for (var k = 0u; k < ${summands ? depth / 4 : depth}u; k++) {
        ${lines(summands ? bySummands : byRows)}
      }
    }
    workgroupBarrier();
    if (at < end) {
      ${lines(keep)}
    }
    workgroupBarrier();
  }
  ${lines(
    list(high).flatMap((row) => [
      `if (top + ${rowOf(row)} < ROWS) {`,
      `let row${row} = row_of(top + ${rowOf(row)}, phase);`,
      ...quads.map(
        (quad) =>
          `store(row${row}, left + (${quad * across}u + x) * 4u, split, sum${row}_${quad});`,
      ),
      '}',
    ]),
  )}
}
`;
}

const list = (length: number) => Array.from({ length }, (_, i) => i);
const lines = (texts: readonly string[]) => texts.join('\n  ');
