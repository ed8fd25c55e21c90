// The gradient of one sequence in the weights of the score network, from the slopes of its perturbed scores; one
// workgroup. Where neuron k is active, its output is w1 x + b1, so that all that it has to know of its weight to a
// place are two sums over the numbers that it is active for: of the slopes of the place, and of slopes times numbers. The
// slopes of a place sum to next to nothing over all numbers (relax.wgsl), and Adam would make a step of what rounding
// makes of that: so they are summed over those numbers or over all others, whichever weigh less, and taken from
// the total in the second case.

@group(0) @binding(0) var<uniform> part: Part;
@group(0) @binding(1) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(2) var<storage, read> params: array<f32>;          // [repetitions][PARAMS]
@group(0) @binding(3) var<storage, read> data: array<vec2f>;          // [repetitions][SEQUENCES][N]
@group(0) @binding(4) var<storage, read> perturbed: array<f32>;       // [of the part][SEQUENCES][SAMPLES][N][N]: slopes
@group(0) @binding(5) var<storage, read> totals: array<f32>;          // the same: [N]
@group(0) @binding(6) var<storage, read_write> partials: array<f32>;  // [repetitions][SEQUENCES][SCORE_PARAMS]

// Places at a time: an invocation has one of them for one neuron.
const PLACES = 8u;
const THREADS = HIDDEN * PLACES;

var<workgroup> slopes: array<f32, N * PLACES>;
var<workgroup> sums: array<f32, PLACES>;
var<workgroup> numbers: array<f32, N>;
var<workgroup> first_layer: array<vec2f, THREADS>;

// Slopes of the places from `first`, over the samples.
fn load(row: u32, first: u32, local: u32) {
  for (var c = local; c < N * PLACES; c += THREADS) {
    let place = first + c % PLACES;
    var slope = 0.0;
    for (var m = 0u; m < SAMPLES && place < N; m++) {
      slope += perturbed[((row * SAMPLES + m) * N + c / PLACES) * N + place];
    }
    slopes[c] = slope;
  }
  if (local < PLACES) {
    var total = 0.0;
    for (var m = 0u; m < SAMPLES && first + local < N; m++) {
      total += totals[(row * SAMPLES + m) * N + first + local];
    }
    sums[local] = total;
  }
}

// Over the numbers that a neuron is active for, at one of the places: slopes times numbers, and slopes.
fn gathered(slope: f32, offset: f32, lane: u32) -> vec2f {
  var on = vec3f(0.0); // slopes times numbers, slopes, their sizes
  var off = vec2f(0.0);
  for (var j = 0u; j < N; j++) {
    let own = slopes[j * PLACES + lane];
    if (numbers[j] * slope + offset > 0.0) {
      on += vec3f(own * numbers[j], own, abs(own));
    } else {
      off += vec2f(own, abs(own));
    }
  }
  return vec2f(on.x, select(sums[lane] - off.x, on.y, on.z <= off.y));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = group.x;
  let sequence = part.first * SEQUENCES + row;
  let run = sequence / SEQUENCES;
  let live = repetitions[run].ended == RUNNING;
  // the gradient is that of scores over a temperature
  let factor = repetitions[run].settings.weight / TEMPERATURE;
  let k = local % HIDDEN;
  let lane = local / HIDDEN;
  let at = run * PARAMS;
  let slope = params[at + k];
  let offset = params[at + HIDDEN + k];
  let to = sequence * SCORE_PARAMS;
  let second = 2u * HIDDEN + k * N;
  for (var j = local; j < N; j += THREADS) {
    numbers[j] = data[sequence * N + j].x;
  }
  var first = vec2f(0.0);
  for (var begin = 0u; begin < N; begin += PLACES) {
    load(row, begin, local);
    workgroupBarrier();
    let place = begin + lane;
    if (place < N) {
      let own = gathered(slope, offset, lane);
      first += params[at + second + place] * own;
      if (live) {
        partials[to + second + place] = factor * (slope * own.x + offset * own.y);
      }
      if (live && k == 0u) {
        partials[to + 2u * HIDDEN + HIDDEN * N + place] = factor * sums[lane];
      }
    }
    workgroupBarrier();
  }
  first_layer[local] = first;
  workgroupBarrier();
  if (live && lane == 0u) {
    var total = vec2f(0.0);
    for (var l = 0u; l < PLACES; l++) {
      total += first_layer[l * HIDDEN + k];
    }
    partials[to + k] = factor * total.x;
    partials[to + HIDDEN + k] = factor * total.y;
  }
}
