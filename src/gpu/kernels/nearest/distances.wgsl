// |b|^2 - 2<a, b> of one block of queries and one block of candidates: a matrix product in which every
// thread holds 4 queries x 4 candidates in registers. No workgroup memory and no barriers: a row of a
// panel is one cache line or two, and barriers are what a software adapter is slow at.
//
// Both sets lie in panels of 64 points [panels][dim][16] vec4f (see layout.ts), so neighbouring threads
// read neighbouring words. Dimensions are filled up to fours with zeros.
//
// distances: [candidates][QUADS] vec4f, four queries each. QUADS is spliced in by the host.

struct Block {
  first: u32, // number of its first candidate, a multiple of 64
  count: u32,
  dim: u32, // a multiple of 4
  kept: u32,
}

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<storage, read> queries: array<vec4f>;
@group(0) @binding(2) var<storage, read> candidates: array<vec4f>;
@group(0) @binding(3) var<storage, read> norms: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> distances: array<vec4f>;

fn panel_start(quad: u32) -> u32 {
  return (quad / 16u) * block.dim * 16u + quad % 16u;
}

@compute @workgroup_size(16, 4)
fn main(@builtin(global_invocation_id) global: vec3u) {
  var a = panel_start(global.x);
  var b = panel_start(global.y);
  let end = a + block.dim * 16u;
  var x = vec4f();
  var y = vec4f();
  var z = vec4f();
  var w = vec4f();
  // four dimensions per turn, written out: loops and their tests cost as much as the products
  for (; a < end; a += 64u) {
    let a0 = queries[a];
    let a1 = queries[a + 16u];
    let a2 = queries[a + 32u];
    let a3 = queries[a + 48u];
    let b0 = candidates[b];
    let b1 = candidates[b + 16u];
    let b2 = candidates[b + 32u];
    let b3 = candidates[b + 48u];
    x += a0 * b0.x + a1 * b1.x + a2 * b2.x + a3 * b3.x;
    y += a0 * b0.y + a1 * b1.y + a2 * b2.y + a3 * b3.y;
    z += a0 * b0.z + a1 * b1.z + a2 * b2.z + a3 * b3.z;
    w += a0 * b0.w + a1 * b1.w + a2 * b2.w + a3 * b3.w;
    b += 64u;
  }
  let norm = norms[block.first / 4u + global.y];
  let out = global.y * 4u * QUADS + global.x;
  distances[out] = norm.x - 2.0 * x;
  distances[out + QUADS] = norm.y - 2.0 * y;
  distances[out + 2u * QUADS] = norm.z - 2.0 * z;
  distances[out + 3u * QUADS] = norm.w - 2.0 * w;
}
