// NeuralSort of one query (core/relaxations/neural-sort.ts), one workgroup: the objective is minus the mass on
// candidates of the query's class in the first k rows
//
//   p_i = softmax over j of ((n - 1 - 2i) s_j - sum over l of |s_j - s_l|) / tau.
//
// A row is the same with one number added to all of its places, so that it is computed as
//
//   -2 (A_j + (i + 1/2) (s_j - max s)) / tau,   A_j = sum over l of max(0, s_l - s_j),
//
// which is small where the softmax is large: float32 loses nothing that counts. Of z = -2 A_j / tau the slope in
// s_m is +-2 / tau for every s_j below (above, for j = m) and half of that for equal ones.
//
// scratch: [queries][4][candidates], scores, A, and over all rows the slopes g in z and (i + 1/2) g.

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let query = group.x;
  let n = parameters.candidates;
  let row = query * n;
  let scores = 4u * row;
  let above = scores + n;
  let slopes = above + n;
  let ranked = slopes + n;
  let share = 1.0 / (f32(parameters.queries) * f32(parameters.samples));
  var loss = 0.0;
  begin_query(query, lane);
  for (var sample = 0u; sample < parameters.samples; sample++) {
    perturb(query, sample, scores, lane);
    storageBarrier();
    var highest = -3.4e38;
    for (var c = lane; c < n; c += THREADS) {
      let own = scratch[scores + c];
      var sum = 0.0;
      for (var l = 0u; l < n; l++) {
        sum += max(0.0, scratch[scores + l] - own);
      }
      scratch[above + c] = sum;
      scratch[slopes + c] = 0.0;
      scratch[ranked + c] = 0.0;
      highest = max(highest, own);
    }
    highest = largest(highest, lane);
    for (var i = 0u; i < parameters.k; i++) {
      let rank = f32(i) + 0.5;
      var most = -3.4e38;
      for (var c = lane; c < n; c += THREADS) {
        most = max(most, logit(scores + c, above + c, rank, highest));
      }
      most = largest(most, lane);
      var fitting = 0.0;
      var other = 0.0;
      for (var c = lane; c < n; c += THREADS) {
        let e = exp(logit(scores + c, above + c, rank, highest) - most);
        let fits = found[row + c].fits;
        fitting += e * fits;
        other += e * (1.0 - fits);
      }
      fitting = total(fitting, lane);
      other = total(other, lane);
      let mass = fitting + other;
      loss -= share * fitting / mass;
      for (var c = lane; c < n; c += THREADS) {
        let p = exp(logit(scores + c, above + c, rank, highest) - most) / mass;
        // what it has less than its mean: 1 - fitting / mass, of which a cold softmax would leave no digits
        let g = -share * p * select(-fitting, other, found[row + c].fits == 1.0) / mass;
        scratch[slopes + c] += g;
        scratch[ranked + c] += rank * g;
      }
    }
    storageBarrier();
    for (var c = lane; c < n; c += THREADS) {
      let own = scratch[scores + c];
      let g = scratch[slopes + c];
      var slope = scratch[ranked + c];
      for (var l = 0u; l < n; l++) {
        let other = scratch[scores + l];
        if (l != c) {
          slope += scratch[slopes + l] * step_from(own, other) - g * step_from(other, own);
        }
      }
      slope *= -2.0 / parameters.temperature;
      take_in(query, c, slope, share, is_among_largest(scores, c));
    }
    storageBarrier();
  }
  // counts of all threads are in
  workgroupBarrier();
  if (lane == 0u) {
    end_query(query, loss);
  }
}

fn logit(score: u32, above: u32, rank: f32, highest: f32) -> f32 {
  return -2.0 * (scratch[above] + rank * (scratch[score] - highest)) / parameters.temperature;
}

// The slope of max(0, a - b) in a; half at its bend.
fn step_from(a: f32, b: f32) -> f32 {
  return select(select(0.0, 0.5, a == b), 1.0, a > b);
}
