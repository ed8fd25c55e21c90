// Squared distances of all queries to all candidates, and who is of whose class. Differences are squared, as on
// the CPU: from norms and products, near pairs would lose their digits. A workgroup has TILE x TILE pairs and
// goes through the dimensions DEPTH at a time. Both are spliced in by the host.
//
// found: [queries][candidates]

struct Pair {
  squared: f32,
  fits: f32, // 1 for a candidate of the query's class, else 0
}

@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> numbers: array<u32>; // [slots][queries + candidates], of images
@group(0) @binding(3) var<storage, read> labels: array<u32>; // four to a word
@group(0) @binding(4) var<storage, read> embeddings: array<f32>;
@group(0) @binding(5) var<storage, read_write> found: array<Pair>;

// one column more than is used: threads of a row read different banks
const PITCH = DEPTH + 1u;
var<workgroup> asked: array<f32, TILE * PITCH>;
var<workgroup> offered: array<f32, TILE * PITCH>;

fn label_of(place: u32) -> u32 {
  let number = numbers[clock.slot * (parameters.queries + parameters.candidates) + place];
  return (labels[number / 4u] >> (8u * (number % 4u))) & 255u;
}

@compute @workgroup_size(TILE, TILE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let dim = parameters.dim;
  let first_query = group.y * TILE;
  let first_candidate = group.x * TILE;
  var sum = 0.0;
  for (var start = 0u; start < dim; start += DEPTH) {
    for (var i = lane; i < TILE * DEPTH; i += TILE * TILE) {
      let at = (i / DEPTH) * PITCH + i % DEPTH;
      let d = start + i % DEPTH;
      // what lies outside is 0 on both sides, or belongs to a pair that is not written
      let query = min(first_query + i / DEPTH, parameters.queries - 1u);
      let candidate = min(first_candidate + i / DEPTH, parameters.candidates - 1u);
      let inside = d < dim;
      let column = min(d, dim - 1u);
      asked[at] = select(0.0, embeddings[query * dim + column], inside);
      offered[at] = select(0.0, embeddings[(parameters.queries + candidate) * dim + column], inside);
    }
    workgroupBarrier();
    for (var i = 0u; i < DEPTH; i++) {
      let difference = asked[local.y * PITCH + i] - offered[local.x * PITCH + i];
      sum += difference * difference;
    }
    workgroupBarrier();
  }
  let query = first_query + local.y;
  let candidate = first_candidate + local.x;
  if (query < parameters.queries && candidate < parameters.candidates) {
    let fits = label_of(query) == label_of(parameters.queries + candidate);
    found[query * parameters.candidates + candidate] = Pair(sum, select(0.0, 1.0, fits));
  }
}
