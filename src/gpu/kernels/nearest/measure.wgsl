// |a - b|^2 of what is on the shortlists and lies in one block of candidates, by differences: what two
// points have in common cancels before it is squared, so the rounding is relative to their distance. One
// thread per place of a list. RUN fours of dimensions are summed at a time, so that no number goes through
// many roundings (see `roundingsOf`).
//
// WORKGROUP_SIZE and RUN are spliced in by the host.

struct Block {
  first: u32,
  count: u32,
  columns: u32,
  dim: u32, // a multiple of 4 RUN
}

struct Search {
  kept: u32,
  queries: u32,
}

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<uniform> wanted: Search;
@group(0) @binding(2) var<storage, read> queries: array<vec4f>;
@group(0) @binding(3) var<storage, read> candidates: array<vec4f>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read_write> measured: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u) {
  let place = global.x;
  if (place >= wanted.queries * wanted.kept) {
    return;
  }
  let index = indices[place] - block.first; // one before the block wraps to a large number
  if (index >= block.count) {
    return;
  }
  let stride = block.dim / 4u;
  var a = place / wanted.kept * stride;
  var b = index * stride;
  let end = b + stride;
  var sum = vec4f();
  while (b < end) {
    var part = vec4f();
    for (var r = 0u; r < RUN; r++) {
      let difference = queries[a + r] - candidates[b + r];
      part += difference * difference;
    }
    sum += part;
    a += RUN;
    b += RUN;
  }
  measured[place] = (sum.x + sum.y) + (sum.z + sum.w);
}
