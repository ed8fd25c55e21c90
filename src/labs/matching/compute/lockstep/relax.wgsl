// Sinkhorn's normalisation of one perturbed matrix by one workgroup (gpu/kernels/sinkhorn), its squared error, and the
// gradient of that in the perturbed scores, which takes their place. Numbers are taken from the mixture y_i of their
// place: what they have in common, which the normalisation of the column takes away, is never in the slopes. Columns
// sum to what the way back through the normalisation leaves to them, which is less than the rounding of their slopes.

@group(0) @binding(0) var<uniform> part: Part;
@group(0) @binding(1) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(2) var<storage, read> data: array<vec2f>;             // [repetitions][SEQUENCES][N]
@group(0) @binding(3) var<storage, read_write> perturbed: array<f32>;    // [of the part][SEQUENCES][SAMPLES][N][N]: scores, then slopes
@group(0) @binding(4) var<storage, read_write> potentials: array<f32>;   // the same: [2 * ITERATIONS][N]
@group(0) @binding(5) var<storage, read_write> totals: array<f32>;       // the same: [N], the sums of the columns of slopes
@group(0) @binding(6) var<storage, read_write> outcomes: array<vec4f>;   // [repetitions][SEQUENCES][SAMPLES]

var<workgroup> numbers: array<f32, N>;
var<workgroup> mixtures: array<f32, N>;  // y_i: what the matrix puts in a place
var<workgroup> pulls: array<f32, N>;     // slope of the error in that
var<workgroup> live: u32;

// Gives each cell of a tile what it adds to the mixture of its place, or the slope of the error in its logit as the
// last normalisation of its column has it.
fn fill(mixed: bool) {
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      let row = tile_row + SIDE * a;
      let column = tile_column + SIDE * b;
      if (row < N && column < N) {
        let slope = pulls[column] * (numbers[row] - mixtures[column]);
        slopes[a * TILE + b] = entry(a, b) * select(slope, numbers[row], mixed);
      }
    }
  }
}

@compute @workgroup_size(SIDE * SIDE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  set_place(index);
  let draw = group.y * GRID + group.x;
  let sequence = part.first * SEQUENCES + draw / SAMPLES;
  if (draw >= part.draws) {
    return;
  }
  if (local == 0u) {
    live = repetitions[sequence / SEQUENCES].ended;
  }
  if (workgroupUniformLoad(&live) != RUNNING) {
    return;
  }
  history = draw * 2u * ITERATIONS * N;
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      let row = tile_row + SIDE * a;
      let column = tile_column + SIDE * b;
      if (row < N && column < N) {
        logits[a * TILE + b] = perturbed[(draw * N + row) * N + column] / TEMPERATURE;
      }
    }
  }
  var sorted = 0.0;
  if (local < N) {
    let number = data[sequence * N + local];
    numbers[local] = number.x;
    sorted = number.y;
  }
  normalise(ITERATIONS);
  fill(true);
  sum_slopes_columns();
  if (local < N) {
    let mixture = column_slopes[local];
    let error = sorted - mixture;
    mixtures[local] = mixture;
    pulls[local] = -2.0 * error / f32(N);
    partial[local] = error * error;
  }
  workgroupBarrier();
  if (local == 0u) {
    var loss = 0.0;
    for (var i = 0u; i < N; i++) {
      loss += partial[i];
    }
    // squared error, no links that differ, no slope in the scale, nothing unproven
    outcomes[part.first * SEQUENCES * SAMPLES + draw] = vec4f(loss, 0.0, 0.0, 0.0);
  }
  workgroupBarrier();
  fill(false);
  sum_slopes_rows();
  if (local < N) {
    // shares times the distance from their own mean
    column_slopes[local] = 0.0;
  }
  workgroupBarrier();
  pass_back(ITERATIONS);
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      let row = tile_row + SIDE * a;
      let column = tile_column + SIDE * b;
      if (row < N && column < N) {
        perturbed[(draw * N + row) * N + column] = slopes[a * TILE + b];
      }
    }
  }
  if (local < N) {
    totals[draw * N + local] = column_slopes[local];
  }
}
