// |b|^2 - 2<a, b> of one block of queries and one block of candidates: a matrix product of tiles of 128
// queries and 128 candidates. A workgroup brings 16 dimensions of both into its memory at a time, turned,
// so that neighbours there are neighbouring points; every one of its 256 threads multiplies 8 queries with
// 8 candidates in registers: 64 products for 4 words of four numbers read.
//
// Points lie row by row, filled up to whole tiles and to 16 dimensions with zeros, so no edge is tested.
//
// distances: [queries][columns] in fours. TILE and STEP are spliced in by the host.

struct Block {
  first: u32, // number of its first candidate, a multiple of TILE
  count: u32,
  columns: u32, // count filled up to whole tiles
  dim: u32, // a multiple of STEP
}

const FOURS = TILE / 4u;
// Words of one step of one side.
const SIDE = STEP * FOURS;

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<storage, read> queries: array<vec4f>;
@group(0) @binding(2) var<storage, read> candidates: array<vec4f>;
@group(0) @binding(3) var<storage, read> norms: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> distances: array<vec4f>;

// [2 sides][STEP dimensions][FOURS] words of four points.
var<workgroup> tile: array<vec4f, 2u * SIDE>;

// Four dimensions of four points.
fn fetch(of_queries: bool, at: u32, stride: u32) -> mat4x4f {
  if (of_queries) {
    return mat4x4f(
      queries[at],
      queries[at + stride],
      queries[at + 2u * stride],
      queries[at + 3u * stride],
    );
  }
  return mat4x4f(
    candidates[at],
    candidates[at + stride],
    candidates[at + 2u * stride],
    candidates[at + 3u * stride],
  );
}

fn put(query: u32, column: u32, norm: vec4f, product: vec4f) {
  distances[query * (block.columns / 4u) + column] = norm - 2.0 * product;
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let stride = block.dim / 4u;
  // Half of the threads bring queries, half candidates. Eight neighbouring threads write neighbouring
  // words; 32 of them read 16 dimensions of 8 points.
  let of_queries = thread < 128u;
  let lane = thread % 128u;
  let four = lane / 32u * 8u + lane % 8u;
  let part = lane % 32u / 8u;
  let to = select(SIDE, 0u, of_queries) + part * 4u * FOURS + four;
  var at = (select(group.x, group.y, of_queries) * TILE + 4u * four) * stride + part;
  // 32 neighbouring threads multiply 4 x 8 words
  let row = thread / 64u * 4u + thread % 32u / 8u;
  let column = thread / 32u % 2u * 8u + thread % 8u;

  var c00 = vec4f(); var c01 = vec4f();
  var c10 = vec4f(); var c11 = vec4f();
  var c20 = vec4f(); var c21 = vec4f();
  var c30 = vec4f(); var c31 = vec4f();
  var c40 = vec4f(); var c41 = vec4f();
  var c50 = vec4f(); var c51 = vec4f();
  var c60 = vec4f(); var c61 = vec4f();
  var c70 = vec4f(); var c71 = vec4f();

  var next = fetch(of_queries, at, stride);
  for (var d = 0u; d < block.dim; d += STEP) {
    let turned = transpose(next);
    workgroupBarrier();
    tile[to] = turned[0];
    tile[to + FOURS] = turned[1];
    tile[to + 2u * FOURS] = turned[2];
    tile[to + 3u * FOURS] = turned[3];
    workgroupBarrier();
    // what comes next is on its way while this is multiplied
    at += STEP / 4u;
    if (d + STEP < block.dim) {
      next = fetch(of_queries, at, stride);
    }
    for (var k = 0u; k < STEP; k++) {
      let a0 = tile[k * FOURS + row];
      let a1 = tile[k * FOURS + row + 16u];
      let b0 = tile[SIDE + k * FOURS + column];
      let b1 = tile[SIDE + k * FOURS + column + 16u];
      c00 += a0.x * b0; c01 += a0.x * b1;
      c10 += a0.y * b0; c11 += a0.y * b1;
      c20 += a0.z * b0; c21 += a0.z * b1;
      c30 += a0.w * b0; c31 += a0.w * b1;
      c40 += a1.x * b0; c41 += a1.x * b1;
      c50 += a1.y * b0; c51 += a1.y * b1;
      c60 += a1.z * b0; c61 += a1.z * b1;
      c70 += a1.w * b0; c71 += a1.w * b1;
    }
  }

  let x = group.x * FOURS + column;
  let y = group.y * TILE + 4u * row;
  let norm0 = norms[block.first / 4u + x];
  let norm1 = norms[block.first / 4u + x + 16u];
  put(y, x, norm0, c00); put(y, x + 16u, norm1, c01);
  put(y + 1u, x, norm0, c10); put(y + 1u, x + 16u, norm1, c11);
  put(y + 2u, x, norm0, c20); put(y + 2u, x + 16u, norm1, c21);
  put(y + 3u, x, norm0, c30); put(y + 3u, x + 16u, norm1, c31);
  put(y + 64u, x, norm0, c40); put(y + 64u, x + 16u, norm1, c41);
  put(y + 65u, x, norm0, c50); put(y + 65u, x + 16u, norm1, c51);
  put(y + 66u, x, norm0, c60); put(y + 66u, x + 16u, norm1, c61);
  put(y + 67u, x, norm0, c70); put(y + 67u, x + 16u, norm1, c71);
}
