// The gradient of one sequence in the weights of the score network, from the cells in which its matchings differ.
// A workgroup has a few neurons of the hidden layer. Where neuron k is active, its output is w1 x + b1, so that all
// that it has to know of its weight to a place are two sums over the numbers that gain and lose the place: how
// many more gain it, and the sum of the numbers themselves. Both are whole numbers, since the numbers are
// multiples of 2^-24: what cancels is exactly zero, as it is but for 1e-16 on the CPU; Adam would make a step of the
// smallest rest. A place belongs to one of CLASSES of invocations, so that none writes where another does.

@group(0) @binding(0) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(1) var<storage, read> params: array<f32>;             // [repetitions][PARAMS]
@group(0) @binding(2) var<storage, read> data: array<vec2f>;             // [repetitions][SEQUENCES][N]
@group(0) @binding(3) var<storage, read> changes: array<u32>;            // [repetitions][SEQUENCES][SAMPLES][N]
@group(0) @binding(4) var<storage, read_write> partials: array<f32>;     // [repetitions][SEQUENCES][SCORE_PARAMS]

const CLASSES = 4u;
const THREADS = NEURONS * CLASSES;
const UNIT = 5.9604644775390625e-8; // 2^-24

var<workgroup> balances: array<i32, NEURONS * N>; // [N][NEURONS]: more gains than losses, of active numbers
var<workgroup> amounts: array<i32, NEURONS * N>;  // the same of the numbers, in UNITs
var<workgroup> bias_balances: array<i32, N>;      // of all numbers
var<workgroup> events: array<u32, SAMPLES * N>;
var<workgroup> numbers: array<f32, N>;
var<workgroup> first_layer: array<vec2f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let sequence = group.x;
  let run = sequence / SEQUENCES;
  let neuron = local % NEURONS;
  let place_class = local / NEURONS;
  let k = group.y * NEURONS + neuron;
  let at = run * PARAMS;
  for (var i = local; i < NEURONS * N; i += THREADS) {
    balances[i] = 0;
    amounts[i] = 0;
  }
  for (var i = local; i < N; i += THREADS) {
    bias_balances[i] = 0;
    numbers[i] = data[sequence * N + i].x;
    for (var m = 0u; m < SAMPLES; m++) {
      events[m * N + i] = changes[(sequence * SAMPLES + m) * N + i];
    }
  }
  workgroupBarrier();
  let slope = params[at + k];
  let offset = params[at + HIDDEN + k];
  for (var j = 0u; j < N; j++) {
    let amount = i32(numbers[j] / UNIT);
    // an inactive neuron passes nothing in either direction
    let passes = i32(numbers[j] * slope + offset > 0.0);
    for (var m = 0u; m < SAMPLES; m++) {
      let event = events[m * N + j];
      let gains = event & 0xffffu;
      let loses = event >> 16u;
      if (gains == loses) {
        continue;
      }
      if (gains % CLASSES == place_class) {
        balances[gains * NEURONS + neuron] += passes;
        amounts[gains * NEURONS + neuron] += passes * amount;
        if (neuron == 0u) {
          bias_balances[gains] += 1;
        }
      }
      if (loses % CLASSES == place_class) {
        balances[loses * NEURONS + neuron] -= passes;
        amounts[loses * NEURONS + neuron] -= passes * amount;
        if (neuron == 0u) {
          bias_balances[loses] -= 1;
        }
      }
    }
  }
  let to = sequence * SCORE_PARAMS;
  let live = repetitions[run].ended == RUNNING;
  let weight = repetitions[run].settings.weight;
  var first = vec2f(0.0);
  for (var i = place_class; i < N; i += CLASSES) {
    let balance = f32(balances[i * NEURONS + neuron]);
    let amount = f32(amounts[i * NEURONS + neuron]) * UNIT;
    first += params[at + 2u * HIDDEN + k * N + i] * vec2f(amount, balance);
    if (live) {
      partials[to + 2u * HIDDEN + k * N + i] = weight * (slope * amount + offset * balance);
    }
  }
  first_layer[local] = first;
  workgroupBarrier();
  if (live && place_class == 0u) {
    var total = vec2f(0.0);
    for (var c = 0u; c < CLASSES; c++) {
      total += first_layer[c * NEURONS + neuron];
    }
    partials[to + k] = weight * total.x;
    partials[to + HIDDEN + k] = weight * total.y;
  }
  if (live && group.y == 0u) {
    for (var i = local; i < N; i += THREADS) {
      partials[to + 2u * HIDDEN + HIDDEN * N + i] = weight * f32(bias_balances[i]);
    }
  }
}
