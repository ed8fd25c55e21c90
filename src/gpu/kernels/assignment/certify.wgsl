// Whether assignments are optimal, by their prices: a row loses nothing by the column that it has, which is the
// best one at the prices, so that no other assignment is worth more. Written beside the search and sharing
// nothing with it: one workgroup per matrix gives out by how much a row could do better at most, and
// how large the numbers are; far beyond all numbers where two rows have one column
// or a price is none.

struct Batch {
  matrices: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> scores: array<f32>;        // [matrices][N][N]
@group(0) @binding(2) var<storage, read> prices: array<f32>;        // [matrices][N]
@group(0) @binding(3) var<storage, read> columns: array<u32>;       // [matrices][N]
@group(0) @binding(4) var<storage, read_write> slacks: array<vec2f>; // [matrices]: what a row misses, and the size

const NOT_ASSIGNED = 3.0e38;

var<workgroup> rows_with: array<atomic<u32>, N>;
var<workgroup> found: array<vec2f, CERTIFIERS>;

@compute @workgroup_size(CERTIFIERS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let matrix = group.y * batch.width + group.x;
  if (matrix >= batch.matrices) {
    return;
  }
  let at = matrix * N;
  for (var row = local; row < N; row += CERTIFIERS) {
    atomicAdd(&rows_with[min(columns[at + row], N - 1u)], 1u);
  }
  workgroupBarrier();
  var worst = vec2f(0.0);
  for (var row = 0u; row < N; row++) {
    let own = min(columns[at + row], N - 1u);
    let worth = scores[(at + row) * N + own] - prices[at + own];
    for (var column = local; column < N; column += CERTIFIERS) {
      let score = scores[(at + row) * N + column];
      worst = max(worst, vec2f(score - prices[at + column] - worth, abs(score) + abs(prices[at + column])));
    }
  }
  for (var column = local; column < N; column += CERTIFIERS) {
    // bits, not comparisons: compilers may take it that no number is infinite
    let lost = (bitcast<u32>(prices[at + column]) & 0x7f800000u) == 0x7f800000u;
    if (lost || atomicLoad(&rows_with[column]) != 1u) {
      worst.x = NOT_ASSIGNED;
    }
  }
  found[local] = worst;
  workgroupBarrier();
  if (local == 0u) {
    for (var l = 1u; l < CERTIFIERS; l++) {
      worst = max(worst, found[l]);
    }
    slacks[matrix] = worst;
  }
}
