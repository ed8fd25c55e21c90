// How often every candidate is among the k nearest of a query under noise, and how often once the loss
// is added: one pass, nothing stored per sample.
//
//   y* = top k of  sigma * scale * gamma - distance,   y*(epsilon) = top k of that + epsilon * loss
//
// (or its square) with loss -1 (or minus the distance) for candidates of the query's class. One thread per query and
// sample. Spliced by the host (all in the pipeline key): the generator, one noise law, one selection.
//
// counts: [2][queries][candidates], first of y*, then of y*(epsilon).

struct Parameters {
  queries: u32,
  candidates: u32,
  k: u32,
  samples: u32,
  key: vec2u,
  first_sample: u32,
  threads: u32,
  counting: u32, // 1: the loss counts right candidates, 0: it adds their distances
  sigma: f32,
  epsilon: f32,
  location: f32,
  scale: f32,
  shared_noise: u32, // 1: all rows meet the noise of row 0
  squared: u32, // 1: scores are minus the squared distance
}

struct Candidate {
  distance: f32,
  fits: f32, // 1 for a candidate of the query's class, else 0
}

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> candidates: array<Candidate>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read_write> counts: array<atomic<u32>>;

fn sample_row(query: u32, sample: u32) {
  let n = parameters.candidates;
  let row = query * n;
  let noise_row = select(query, 0u, parameters.shared_noise == 1u);
  let spread = parameters.sigma * scales[query];
  var y = empty_selection();
  var z = empty_selection();
  for (var block = 0u; block * 4u < n; block++) {
    let words = random_block(parameters.first_sample + sample, block, noise_row, parameters.key);
    let last = min(4u, n - block * 4u);
    for (var lane = 0u; lane < last; lane++) {
      let i = block * 4u + lane;
      let candidate = candidates[row + i];
      let gamma = parameters.location + parameters.scale * standard_noise(words[lane]);
      let power = select(1.0, candidate.distance, parameters.squared == 1u);
      let value = spread * gamma - power * candidate.distance;
      let gain = candidate.fits * select(candidate.distance, 1.0, parameters.counting == 1u);
      offer(&y, value, i, gamma);
      offer(&z, value - parameters.epsilon * gain, i, gamma);
    }
  }
  for (var r = 0u; r < parameters.k; r++) {
    atomicAdd(&counts[row + chosen(&y, r)], 1u);
    atomicAdd(&counts[parameters.queries * n + row + chosen(&z, r)], 1u);
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u) {
  // neighbouring threads draw for one query, so that they read the same row
  let total = parameters.queries * parameters.samples;
  for (var t = global.x; t < total; t += parameters.threads) {
    sample_row(t / parameters.samples, t % parameters.samples);
  }
}
