// The noise network: a workgroup per sequence gives its scale, sigma * softplus(c + <s, x>), and the logit.
// Of its weights `params` has how far they have moved: at the printed rate that is less than a rounding of the
// weights themselves.

@group(0) @binding(0) var<storage, read> repetitions: array<Repetition>;
@group(0) @binding(1) var<storage, read> params: array<f32>;      // [repetitions][PARAMS]
@group(0) @binding(2) var<storage, read> moments: array<vec2f>;   // the same: of the noise network, its first weights in y
@group(0) @binding(3) var<storage, read> data: array<vec2f>;      // [repetitions][SEQUENCES][N]: number, and who is sorted there
@group(0) @binding(4) var<storage, read_write> scales: array<vec2f>; // [repetitions][SEQUENCES]

const THREADS = 32u;

var<workgroup> parts: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let sequence = group.x;
  let run = sequence / SEQUENCES;
  let weights = run * PARAMS + SCORE_PARAMS;
  var sum = 0.0;
  for (var j = local; j < N; j += THREADS) {
    sum += (moments[weights + j].y + params[weights + j]) * data[sequence * N + j].x;
  }
  parts[local] = sum;
  workgroupBarrier();
  if (local == 0u && repetitions[run].ended == RUNNING) {
    var logit = moments[weights + N].y + params[weights + N];
    for (var t = 0u; t < THREADS; t++) {
      logit += parts[t];
    }
    let softplus = max(logit, 0.0) + log(1.0 + exp(-abs(logit)));
    scales[sequence] = vec2f(repetitions[run].settings.sigma * softplus, logit);
  }
}
