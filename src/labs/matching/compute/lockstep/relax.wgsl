// Sinkhorn's normalisation of one perturbed matrix by one workgroup (gpu/kernels/sinkhorn), its squared error, and the
// gradient of that in the perturbed scores, which takes their place. What is to cancel is never written as the
// difference of two large numbers: for a number x_j and the mixture y_i of a place, x_j - y_i and sorted_i - y_i are
// taken from the rounded mixture, with what that lacks; and columns sum to what Sinkhorn's way back leaves to them,
// which is less than their rounding.

@group(0) @binding(0) var<uniform> part: Part;
@group(0) @binding(1) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(2) var<storage, read> data: array<vec2f>;             // [repetitions][SEQUENCES][N]
@group(0) @binding(3) var<storage, read_write> perturbed: array<f32>;    // [of the part][SEQUENCES][SAMPLES][N][N]: scores, then slopes
@group(0) @binding(4) var<storage, read_write> potentials: array<f32>;   // the same: [2 * ITERATIONS][N]
@group(0) @binding(5) var<storage, read_write> totals: array<f32>;       // the same: [N], the sums of the columns of slopes
@group(0) @binding(6) var<storage, read_write> outcomes: array<vec4f>;   // [repetitions][SEQUENCES][SAMPLES]

// What `fill` writes to the cells of a tile.
const ENTRY = 0u;
const MIXED = 1u;
const REST = 2u;
const SLOPE = 3u;

var<workgroup> numbers: array<f32, N>;
var<workgroup> masses: array<f32, N>;    // sums of columns, 1 up to rounding
var<workgroup> mixtures: array<f32, N>;  // y_i, rounded
var<workgroup> rests: array<f32, N>;     // and what it lacks
var<workgroup> pulls: array<f32, N>;     // the slope of the error in y_i, times -1
var<workgroup> live: u32;

fn fill(what: u32) {
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      let row = tile_row + SIDE * a;
      let column = tile_column + SIDE * b;
      if (row < N && column < N) {
        var value = entry(a, b);
        if (what != ENTRY) {
          value /= masses[column];
        }
        let apart = numbers[row] - mixtures[column];
        switch what {
          case MIXED: {
            value *= numbers[row];
          }
          case REST: {
            value *= apart;
          }
          case SLOPE: {
            value *= pulls[column] * (apart - rests[column]);
          }
          default: {
          }
        }
        slopes[a * TILE + b] = value;
      }
    }
  }
}

// The sum over a column of what `fill` writes, to the invocation of the column.
fn column_sum(what: u32) -> f32 {
  fill(what);
  sum_slopes_columns();
  return column_slopes[min(local, N - 1u)];
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
  let mass = column_sum(ENTRY);
  if (local < N) {
    masses[local] = mass;
  }
  workgroupBarrier();
  let mixture = column_sum(MIXED);
  if (local < N) {
    mixtures[local] = mixture;
  }
  workgroupBarrier();
  let rest = column_sum(REST);
  let error = sorted - mixture - rest;
  if (local < N) {
    rests[local] = rest;
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
  fill(SLOPE);
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
