// The gradients in the logits of a batch, from those in its normalised matrices; one workgroup each.

struct Batch {
  matrices: u32,
  width: u32, // workgroups per row of the grid
  iterations: u32,
}

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> scores: array<f32>;          // [matrices][N][N]
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;  // [matrices][N][N], of one and of the other
@group(0) @binding(3) var<storage, read_write> potentials: array<f32>; // [matrices][2 * iterations][N]

@compute @workgroup_size(SIDE * SIDE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  let matrix = group.y * batch.width + group.x;
  let iterations = batch.iterations;
  if (matrix >= batch.matrices) {
    return;
  }
  set_place(index);
  history = matrix * 2u * iterations * N;
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      let row = tile_row + SIDE * a;
      let column = tile_column + SIDE * b;
      if (row < N && column < N) {
        logits[a * TILE + b] = scores[(matrix * N + row) * N + column];
        slopes[a * TILE + b] = gradient[(matrix * N + row) * N + column];
      }
    }
  }
  begin();
  if (iterations > 0u) {
    recall_rows(2u * iterations - 2u);
    recall_columns(2u * iterations - 1u);
  }
  workgroupBarrier();
  differentiate(iterations);
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      let row = tile_row + SIDE * a;
      let column = tile_column + SIDE * b;
      if (row < N && column < N) {
        gradient[(matrix * N + row) * N + column] = slopes[a * TILE + b];
      }
    }
  }
}
