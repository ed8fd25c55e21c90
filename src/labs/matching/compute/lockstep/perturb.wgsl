// The score network and the noise: an invocation has four cells that follow each other in a matrix of scores
// [N][N], which share the words of the generator, and writes them perturbed for every sample. Same counters as
// core/noise/run-noise.ts: sample MAX_SAMPLES * step + m, row of the sequence, part of the cell.

@group(0) @binding(0) var<uniform> part: Part;
@group(0) @binding(1) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(2) var<storage, read> params: array<f32>;           // [repetitions][PARAMS]
@group(0) @binding(3) var<storage, read> data: array<vec2f>;           // [repetitions][SEQUENCES][N]
@group(0) @binding(4) var<storage, read> scales: array<vec2f>;         // [repetitions][SEQUENCES]
@group(0) @binding(5) var<storage, read_write> perturbed: array<f32>;  // [of the part][SEQUENCES][SAMPLES][N][N]

@compute @workgroup_size(PERTURBERS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(global_invocation_id) global: vec3u) {
  let quad = global.x;
  let sequence = part.first * SEQUENCES + group.y;
  let run = sequence / SEQUENCES;
  let row = sequence % SEQUENCES;
  if (4u * quad >= N * N || repetitions[run].ended != RUNNING) {
    return;
  }
  let at = run * PARAMS;
  let weights = at + 2u * HIDDEN;
  let biases = weights + HIDDEN * N;
  var numbers: array<f32, 4>;
  var places: array<u32, 4>;
  var scores: array<f32, 4>;
  for (var c = 0u; c < 4u; c++) {
    // beyond the last cell there is nothing to write
    let cell = min(4u * quad + c, N * N - 1u);
    numbers[c] = data[sequence * N + cell / N].x;
    places[c] = cell % N;
    scores[c] = params[biases + places[c]];
  }
  for (var k = 0u; k < HIDDEN; k++) {
    let slope = params[at + k];
    let offset = params[at + HIDDEN + k];
    for (var c = 0u; c < 4u; c++) {
      let activation = max(0.0, numbers[c] * slope + offset);
      scores[c] += activation * params[weights + k * N + places[c]];
    }
  }
  let key = vec2u(repetitions[run].seed, STREAM);
  let first = repetitions[run].step * MAX_SAMPLES;
  let scale = scales[sequence].x;
  for (var m = 0u; m < SAMPLES; m++) {
    let to = ((group.y * SAMPLES + m) * N) * N + 4u * quad;
    var words = vec4u(0u);
    if (NOISY) {
      words = random_block(first + m, quad, row, key);
    }
    for (var c = 0u; c < 4u; c++) {
      if (4u * quad + c < N * N) {
        var score = scores[c];
        if (NOISY) {
          score += scale * (LOCATION + NOISE_SCALE * standard_noise(words[c]));
        }
        perturbed[to + c] = score;
      }
    }
  }
}
