// The end of a step of one repetition by one workgroup: what its sequences have measured, the best weights, Adam or
// plain descent for the score network and plain descent for the noise network, the growth of epsilon and the rules
// that end it.

@group(0) @binding(0) var<uniform> tables: Tables;
@group(0) @binding(1) var<storage, read_write> repetitions: array<Repetition>;
@group(0) @binding(2) var<storage, read_write> params: array<f32>;     // [repetitions][PARAMS]: of the noise network, how far they have moved
@group(0) @binding(3) var<storage, read_write> moments: array<vec2f>;  // the same: running means; of the noise network (moved before this step, first weight)
@group(0) @binding(4) var<storage, read_write> best: array<f32>;       // the same: weights of the lowest loss
@group(0) @binding(5) var<storage, read> partials: array<f32>;         // [repetitions][SEQUENCES][SCORE_PARAMS]
@group(0) @binding(6) var<storage, read> data: array<vec2f>;           // [repetitions][SEQUENCES][N]
@group(0) @binding(7) var<storage, read> scales: array<vec2f>;         // [repetitions][SEQUENCES]
@group(0) @binding(8) var<storage, read> outcomes: array<vec4f>;       // [repetitions][SEQUENCES][SAMPLES]

// By the number of the update, two to a row: 1 / (1 - beta^u) of both moments; and by the number of growths,
// four to a row: the factor on epsilon. Computed by the host.
struct Tables {
  corrections: array<vec4f, MAX_STEPS / 2u + 1u>,
  factors: array<vec4f, MAX_STEPS / 4u + 1u>,
}

var<workgroup> sums: array<vec4f, SEQUENCES>;
var<workgroup> noise_slopes: array<f32, SEQUENCES>;
var<workgroup> verdict: vec2u; // whether the repetition goes on, and whether its loss is the lowest
var<workgroup> beyond: atomic<u32>;

fn grown(epsilon: f32, growths: u32) -> f32 {
  let index = min(growths, MAX_STEPS);
  return clamp(epsilon * tables.factors[index / 4u][index % 4u], -MAX_EPSILON, MAX_EPSILON);
}

// The gradient of a weight, summed over the sequences in their order.
fn gradient_of(run: u32, p: u32) -> f32 {
  var total = 0.0;
  for (var s = 0u; s < SEQUENCES; s++) {
    let sequence = run * SEQUENCES + s;
    if (p < SCORE_PARAMS) {
      total += partials[sequence * SCORE_PARAMS + p];
    } else {
      let j = p - SCORE_PARAMS;
      total += noise_slopes[s] * select(1.0, data[sequence * N + min(j, N - 1u)].x, j < N);
    }
  }
  return total;
}

@compute @workgroup_size(UPDATERS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let run = group.x;
  for (var s = local; s < SEQUENCES; s += UPDATERS) {
    var sum = vec4f(0.0);
    for (var m = 0u; m < SAMPLES; m++) {
      sum += outcomes[(run * SEQUENCES + s) * SAMPLES + m];
    }
    let scale = scales[run * SEQUENCES + s];
    noise_slopes[s] = repetitions[run].settings.noise_weight * sum.z / (1.0 + exp(-scale.y));
    // the slope has done its work: the scale is needed
    sums[s] = vec4f(sum.x / f32(N * SAMPLES), sum.y, scale.x, sum.w);
  }
  workgroupBarrier();
  if (local == 0u) {
    var total = vec4f(0.0);
    for (var s = 0u; s < SEQUENCES; s++) {
      total += sums[s];
    }
    sums[0] = total * vec4f(1.0 / f32(SEQUENCES), 1.0, 1.0 / f32(SEQUENCES), 1.0);
    let loss = sums[0].x;
    let running = repetitions[run].ended == RUNNING;
    if (running && total.w > 0.0) {
      repetitions[run].ended = LOST;
    }
    verdict = vec2u(u32(running && total.w == 0.0), u32(loss < repetitions[run].best_loss));
  }
  let told = workgroupUniformLoad(&verdict);
  if (told.x == 0u) {
    return;
  }
  let step = repetitions[run].step;
  let settings = repetitions[run].settings;
  let row = tables.corrections[step / 2u];
  let correction = select(row.xy, row.zw, step % 2u == 1u);
  for (var p = local; p < PARAMS; p += UPDATERS) {
    let at = run * PARAMS + p;
    let weight = params[at];
    if (told.y == 1u) {
      best[at] = weight;
    }
    if (p >= SCORE_PARAMS && !LEARNED) {
      continue;
    }
    let g = gradient_of(run, p);
    var moved = weight;
    var first = 0.0;
    if (p >= SCORE_PARAMS) {
      moved -= settings.noise_rate * g;
      first = moments[at].y;
      moments[at].x = weight;
    } else if (ADAM) {
      let mean = BETA1 * moments[at].x + FRESH1 * g;
      let square = BETA2 * moments[at].y + FRESH2 * g * g;
      moments[at] = vec2f(mean, square);
      moved -= settings.rate * (mean * correction.x) / (sqrt(square * correction.y) + 1e-8);
    } else {
      moved -= settings.rate * g;
    }
    params[at] = moved;
    // bits, not comparisons: compilers may take it that no number is lost
    let size = bitcast<u32>(first + moved) & 0x7fffffffu;
    if (size > bitcast<u32>(WEIGHT_LIMIT)) {
      atomicStore(&beyond, 1u);
    }
  }
  workgroupBarrier();
  if (local == 0u) {
    let loss = sums[0].x;
    var state = repetitions[run];
    state.step = step + 1u;
    state.loss = loss;
    state.sigma = sums[0].z;
    if (told.y == 1u) {
      state.best_loss = loss;
      state.best_step = state.step;
    }
    // no direction, although the loss is positive
    if (GROWS && sums[0].y == 0.0 && loss > 0.0) {
      state.growths++;
      state.epsilon = grown(settings.epsilon, state.growths);
    }
    if (state.step >= MAX_STEPS) {
      state.ended = ALL_STEPS;
    } else if (state.step - state.best_step >= settings.patience) {
      state.ended = NO_PROGRESS;
    }
    if (atomicLoad(&beyond) != 0u) {
      state.ended = LOST;
    }
    repetitions[run] = state;
  }
}
