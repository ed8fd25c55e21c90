// The direct loss gradient of one query (equations 16 and 17 of the paper), one workgroup:
//
//   y* = top k of  sigma * gamma - distance,   y*(epsilon) = top k of that + epsilon * loss,
//
// with loss -1 (or minus the distance) for candidates of the query's class. Where the two differ is the gradient
// in the scores, and over twice the distance that in the squared distances. All samples one after the other:
// sums need no atomics then. Without noise, and with epsilon 0, it counts neighbours and nothing else.
//
// scratch: [queries][3][candidates], scores, scores with the loss, noise.

@group(0) @binding(6) var<storage, read> scales: array<f32>; // of the noise network [queries]
@group(0) @binding(7) var<storage, read_write> d_scales: array<f32>; // [queries]

// Distances below this have no direction, as on the CPU.
const NO_DISTANCE = 1e-12;

var<workgroup> right_augmented: atomic<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let query = group.x;
  let n = parameters.candidates;
  let row = query * n;
  let plain = 3u * row;
  let augmented = plain + n;
  let noise = augmented + n;
  var scale = parameters.sigma;
  if (parameters.learned == 1u) {
    scale *= scales[query];
    if (is_lost(scales[query])) {
      atomicOr(&lost, 2u);
    }
  }
  for (var c = lane; c < n; c += THREADS) {
    weights[row + c] = 0.0;
    if (is_lost(found[row + c].squared)) {
      atomicOr(&lost, 1u);
    }
  }
  var slope = 0.0;
  let each = f32(parameters.samples) * f32(parameters.queries);
  for (var sample = 0u; sample < parameters.samples; sample++) {
    for (var block = lane; block * 4u < n; block += THREADS) {
      var words = vec4u();
      if (scale != 0.0) {
        words = random_block(clock.step * MAX_SAMPLES + sample, block, query, parameters.key);
      }
      for (var i = 0u; i < min(4u, n - block * 4u); i++) {
        let c = block * 4u + i;
        let pair = found[row + c];
        let distance = sqrt(pair.squared);
        let drawn = parameters.location + parameters.scale * standard_noise(words[i]);
        let gamma = select(drawn, 0.0, scale == 0.0);
        let gain = pair.fits * select(distance, 1.0, parameters.counting == 1u);
        let score = scale * gamma - distance;
        scratch[plain + c] = score;
        scratch[augmented + c] = score - clock.epsilon * gain;
        scratch[noise + c] = gamma;
      }
    }
    storageBarrier();
    for (var c = lane; c < n; c += THREADS) {
      let chosen = is_among_largest(plain, c);
      let other = is_among_largest(augmented, c);
      let pair = found[row + c];
      if (pair.fits == 1.0) {
        if (chosen) {
          atomicAdd(&right, 1u);
        }
        if (other) {
          atomicAdd(&right_augmented, 1u);
        }
      }
      if (chosen != other) {
        let change = select(-1.0, 1.0, other) / (clock.epsilon * each);
        let distance = sqrt(pair.squared);
        slope += change * scratch[noise + c];
        atomicAdd(&acting, 1u);
        if (distance > NO_DISTANCE) {
          // score = -distance, and d distance / d squared distance = 1 / (2 distance)
          weights[row + c] -= change / (2.0 * distance);
        }
      }
    }
    storageBarrier();
  }
  let whole = total(slope, lane);
  if (lane == 0u) {
    d_scales[query] = whole * parameters.sigma;
    outcomes[query].right = atomicLoad(&right);
    outcomes[query].right_augmented = atomicLoad(&right_augmented);
    outcomes[query].acting = atomicLoad(&acting);
    outcomes[query].scale = scale;
    outcomes[query].lost = atomicLoad(&lost);
  }
}
