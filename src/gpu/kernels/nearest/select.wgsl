// Merges the distances of one block of candidates into the shortlist of every query: the `kept`
// smallest values so far, ascending, ties to the lower number. One thread per query. Candidates arrive
// by ascending number, so an insertion that goes past strictly larger values only keeps the lowest
// number on a tie. Lists are [kept][QUERIES], so that neighbouring threads touch neighbouring words.
//
// QUERIES and WORKGROUP_SIZE are spliced in by the host.

struct Block {
  first: u32,
  count: u32,
  dim: u32,
  kept: u32,
}

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<storage, read> distances: array<f32>;
@group(0) @binding(2) var<storage, read_write> values: array<f32>;
@group(0) @binding(3) var<storage, read_write> indices: array<u32>;

// Returns the new worst value of the list, which `value` is below.
fn insert(query: u32, value: f32, index: u32) -> f32 {
  let last = (block.kept - 1u) * QUERIES + query;
  var at = last;
  while (at >= QUERIES) {
    let before = values[at - QUERIES];
    if (before <= value) {
      break;
    }
    values[at] = before;
    indices[at] = indices[at - QUERIES];
    at -= QUERIES;
  }
  values[at] = value;
  indices[at] = index;
  return values[last];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u) {
  let query = global.x;
  if (block.first == 0u) {
    for (var r = 0u; r < block.kept; r++) {
      values[r * QUERIES + query] = 3.4e38;
      indices[r * QUERIES + query] = 0u;
    }
  }
  var worst = values[(block.kept - 1u) * QUERIES + query];
  // Four at a time: their loads overlap, and few are among the best so far.
  for (var c = 0u; c < block.count; c += 4u) {
    let at = c * QUERIES + query;
    let near = vec4f(
      distances[at],
      distances[at + QUERIES],
      distances[at + 2u * QUERIES],
      distances[at + 3u * QUERIES],
    );
    if (any(near < vec4f(worst))) {
      for (var lane = 0u; lane < min(4u, block.count - c); lane++) {
        if (near[lane] < worst) {
          worst = insert(query, near[lane], block.first + c + lane);
        }
      }
    }
  }
}
