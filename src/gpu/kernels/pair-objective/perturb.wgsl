// What the relaxations begin a sample with: scores are minus squared distance, with noise or without.
// scratch[scores, scores + candidates) is written, to be read after a barrier.
fn perturb(query: u32, sample: u32, scores: u32, lane: u32) {
  let n = parameters.candidates;
  for (var block = lane; block * 4u < n; block += THREADS) {
    var words = vec4u();
    if (parameters.noisy == 1u) {
      words = random_block(clock.step * MAX_SAMPLES + sample, block, query, parameters.key);
    }
    for (var i = 0u; i < min(4u, n - block * 4u); i++) {
      let c = block * 4u + i;
      let drawn = parameters.location + parameters.scale * standard_noise(words[i]);
      scratch[scores + c] = select(0.0, drawn, parameters.noisy == 1u) - found[query * n + c].squared;
    }
  }
}

// Weights of the query are cleared, and what is not finite is told.
fn begin_query(query: u32, lane: u32) {
  let row = query * parameters.candidates;
  for (var c = lane; c < parameters.candidates; c += THREADS) {
    weights[row + c] = 0.0;
    if (is_lost(found[row + c].squared)) {
      atomicOr(&lost, 1u);
    }
  }
}

// A pair counts as acting if its gradient is at least this part of a mean one.
const VISIBLE = 1e-6;

// Takes in the gradient in the score of a candidate, and whether it is among the k largest scores.
fn take_in(query: u32, c: u32, slope: f32, share: f32, chosen: bool) {
  let at = query * parameters.candidates + c;
  weights[at] -= slope;
  if (abs(slope) > VISIBLE * share) {
    atomicAdd(&acting, 1u);
  }
  if (chosen && found[at].fits == 1.0) {
    atomicAdd(&right, 1u);
  }
}

// By one thread, after all others.
fn end_query(query: u32, loss: f32) {
  outcomes[query].loss = loss;
  outcomes[query].right = atomicLoad(&right);
  outcomes[query].right_augmented = atomicLoad(&right);
  outcomes[query].acting = atomicLoad(&acting);
  outcomes[query].scale = 0.0;
  outcomes[query].lost = atomicLoad(&lost);
}
