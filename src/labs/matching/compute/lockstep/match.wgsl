// The matchings of one sample of one sequence by one workgroup: y*, from the prices that it had in the step before,
// and from its prices the one it is compared with. Gives out the cells in which they differ, the loss and the slope in the
// scale of the noise; and proves both by their prices.

@group(0) @binding(0) var<uniform> part: Part;
@group(0) @binding(1) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(2) var<storage, read> data: array<vec2f>;            // [repetitions][SEQUENCES][N]
@group(0) @binding(3) var<storage, read> truths: array<u32>;            // [repetitions][SEQUENCES][N]: place of a number
@group(0) @binding(4) var<storage, read> perturbed: array<f32>;         // [of the part][SEQUENCES][SAMPLES][N][N]
@group(0) @binding(5) var<storage, read_write> prices: array<f32>;      // [repetitions][SEQUENCES][SAMPLES][N]
@group(0) @binding(6) var<storage, read_write> changes: array<u32>;     // the same: place that gains, and that loses << 16
@group(0) @binding(7) var<storage, read_write> outcomes: array<vec4f>;  // [repetitions][SEQUENCES][SAMPLES]

var<private> matrix: u32;
var<private> augmented: bool;

var<workgroup> prediction: array<u32, N>;
var<workgroup> truth: array<u32, N>;
var<workgroup> numbers: array<f32, N>;
// what the second problem adds: in the true place of each row; else times the number of a row, in each place
var<workgroup> pulls: array<f32, N>;
var<workgroup> measured: array<vec4f, LANES>;
var<workgroup> shown: array<f32, N>;  // the prices
var<workgroup> live: u32;

fn cell(row: u32, column: u32) -> f32 {
  let score = perturbed[matrix + row * N + column];
  if (!augmented) {
    return score;
  }
  if (BLACKBOX || EXACT) {
    return score + pulls[column] * numbers[row];
  }
  return score + select(0.0, pulls[row], truth[row] == column);
}

// 0 if every row has a column of its own that is one of its best at the prices, up to rounding; else 1.
fn unproven() -> f32 {
  for (var slot = 0u; slot < SLOTS; slot++) {
    if (slot * LANES + lane < N) {
      shown[slot * LANES + lane] = price[slot];
    }
  }
  workgroupBarrier();
  var worst = 0.0;
  var size = 0.0;
  for (var row = 0u; row < N; row++) {
    let own = min(column_of[row], N - 1u);
    let worth = cell(row, own) - shown[own];
    for (var slot = 0u; slot < SLOTS; slot++) {
      let column = slot * LANES + lane;
      if (column < N) {
        let score = cell(row, column);
        worst = max(worst, score - price[slot] - worth);
        size = max(size, abs(score) + abs(price[slot]));
      }
    }
  }
  for (var row = lane; row < N; row += LANES) {
    if (row_of[min(column_of[row], N - 1u)] != row) {
      worst = FAR;
    }
  }
  let most = -nearest(Nearest(-worst, lane, 0u, 0.0)).value;
  let largest = -nearest(Nearest(-size, lane, 0u, 0.0)).value;
  return select(1.0, 0.0, most <= CERTIFIED * largest && largest < FAR);
}

fn gamma(sample: u32, row: u32, key: vec2u, cell: u32) -> f32 {
  let words = random_block(sample, cell / 4u, row, key);
  return NOISE_SCALE * standard_noise(words[cell % 4u]);
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(LANE_BUILTIN) index: u32) {
  lane = index;
  let draw = part.first * SEQUENCES * SAMPLES + group.y * GRID + group.x;
  let sequence = draw / SAMPLES;
  let run = sequence / SEQUENCES;
  if (group.y * GRID + group.x >= part.draws) {
    return;
  }
  if (lane == 0u) {
    live = repetitions[run].ended;
  }
  if (workgroupUniformLoad(&live) != RUNNING) {
    return;
  }
  matrix = (group.y * GRID + group.x) * N * N;
  augmented = false;
  let epsilon = repetitions[run].epsilon;
  for (var slot = 0u; slot < SLOTS; slot++) {
    let column = slot * LANES + lane;
    if (column < N) {
      price[slot] = prices[draw * N + column];
      let number = data[sequence * N + column].x;
      numbers[column] = number;
      truth[column] = truths[sequence * N + column];
      // the printed loss up to what all places of a number share: -2 x^2 in its own; the exact one, (s - x)^2, up to
      // what all numbers in a place share besides: -2 s x
      let towards = -2.0 * epsilon;
      pulls[column] = select(towards * number * number, towards * data[sequence * N + column].y, EXACT);
    }
  }
  workgroupBarrier();
  adopt_prices();
  search();
  var lost = unproven();
  for (var slot = 0u; slot < SLOTS; slot++) {
    let column = slot * LANES + lane;
    if (column < N) {
      prices[draw * N + column] = price[slot];
      prediction[column] = column_of[column];
    }
  }
  workgroupBarrier();
  if (COMPARES) {
    if (BLACKBOX) {
      for (var row = lane; row < N; row += LANES) {
        let place = prediction[row];
        pulls[place] = 2.0 * repetitions[run].settings.lambda * (data[sequence * N + place].y - numbers[row]);
      }
      workgroupBarrier();
    }
    augmented = true;
    search();
    lost = max(lost, unproven());
  }
  let sample = repetitions[run].step * MAX_SAMPLES + draw % SAMPLES;
  let key = vec2u(repetitions[run].seed, STREAM);
  var own = vec4f(0.0, 0.0, 0.0, lost);
  for (var row = lane; row < N; row += LANES) {
    let place = prediction[row];
    let other = select(truth[row], column_of[row], COMPARES);
    let error = data[sequence * N + place].y - numbers[row];
    own.x += error * error;
    if (place != other) {
      own.y += 1.0;
      if (LEARNED) {
        let noise = gamma(sample, sequence % SEQUENCES, key, row * N + other);
        own.z += noise - gamma(sample, sequence % SEQUENCES, key, row * N + place);
      }
    }
    let gains = select(place, other, TOWARDS_OTHER);
    let loses = select(other, place, TOWARDS_OTHER);
    changes[draw * N + row] = gains | (loses << 16u);
  }
  measured[lane] = own;
  workgroupBarrier();
  if (lane == 0u) {
    var total = vec4f(0.0);
    for (var l = 0u; l < LANES; l++) {
      total += measured[l];
    }
    // squared error, links that differ, slope in the scale, whether anything is unproven
    outcomes[draw] = total;
  }
}
