// One workgroup per matrix of a batch: the best assignment from the prices in `prices`, which become optimal.

struct Batch {
  matrices: u32,
  width: u32, // workgroups per row of the grid
}

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> scores: array<f32>;            // [matrices][N][N]
@group(0) @binding(2) var<storage, read_write> prices: array<f32>;      // [matrices][N]
@group(0) @binding(3) var<storage, read_write> columns: array<u32>;     // [matrices][N], of the rows

var<private> matrix: u32;

fn cell(row: u32, column: u32) -> f32 {
  return scores[(matrix * N + row) * N + column];
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(LANE_BUILTIN) index: u32) {
  lane = index;
  let own = group.y * batch.width + group.x;
  if (own >= batch.matrices) {
    return;
  }
  matrix = own;
  for (var slot = 0u; slot < SLOTS; slot++) {
    let column = slot * LANES + lane;
    if (column < N) {
      price[slot] = prices[matrix * N + column];
    }
  }
  adopt_prices();
  search();
  for (var slot = 0u; slot < SLOTS; slot++) {
    let column = slot * LANES + lane;
    if (column < N) {
      prices[matrix * N + column] = price[slot];
    }
  }
  if (lane == 0u) {
    for (var row = 0u; row < N; row++) {
      columns[matrix * N + row] = column_of[row];
    }
  }
}
