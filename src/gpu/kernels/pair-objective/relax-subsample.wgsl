// RelaxSubSample of one query (core/relaxations/relaxed-subset.ts), one workgroup: k softmaxes, each of logits from
// which what was taken before is masked out, and back. The objective is minus the mass on candidates of the query's
// class. What a softmax leaves, 1 - p, is kept beside it: of the largest it is computed from the others, as float32
// would lose it in the difference.
//
// scratch: [queries][2 + 2k][candidates], logits, their slopes, and for every turn p and 1 - p.

// The smallest mask, as in the core.
const LEAST_MASK = 1.1754943508222875e-38;

var<workgroup> leader: atomic<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let query = group.x;
  let n = parameters.candidates;
  let row = query * n;
  let logits = (2u + 2u * parameters.k) * row;
  let slopes = logits + n;
  let turns = slopes + n;
  let tau = parameters.temperature;
  let share = 1.0 / (f32(parameters.queries) * f32(parameters.samples));
  var loss = 0.0;
  begin_query(query, lane);
  for (var sample = 0u; sample < parameters.samples; sample++) {
    perturb(query, sample, logits, lane);
    storageBarrier();
    for (var c = lane; c < n; c += THREADS) {
      if (is_among_largest(logits, c) && found[row + c].fits == 1.0) {
        atomicAdd(&right, 1u);
      }
      scratch[slopes + c] = 0.0;
    }
    storageBarrier();
    for (var turn = 0u; turn < parameters.k; turn++) {
      let chances = turns + 2u * turn * n;
      let rests = chances + n;
      var most = -3.4e38;
      for (var c = lane; c < n; c += THREADS) {
        if (turn > 0u) {
          scratch[logits + c] += log(max(scratch[chances - n + c], LEAST_MASK));
        }
        most = max(most, scratch[logits + c]);
      }
      most = largest(most, lane);
      // one of the largest, the first of them: the others are added up without it
      atomicStore(&leader, n);
      workgroupBarrier();
      for (var c = lane; c < n; c += THREADS) {
        if (scratch[logits + c] == most) {
          atomicMin(&leader, c);
        }
      }
      workgroupBarrier();
      let first = atomicLoad(&leader);
      var others = 0.0;
      for (var c = lane; c < n; c += THREADS) {
        if (c != first) {
          others += exp((scratch[logits + c] - most) / tau);
        }
      }
      others = total(others, lane);
      var fitting = 0.0;
      for (var c = lane; c < n; c += THREADS) {
        let p = select(exp((scratch[logits + c] - most) / tau), 1.0, c == first) / (1.0 + others);
        scratch[chances + c] = p;
        scratch[rests + c] = select(1.0 - p, others / (1.0 + others), c == first);
        fitting += p * found[row + c].fits;
      }
      loss -= share * total(fitting, lane);
    }
    for (var turn = parameters.k; turn > 0u; turn--) {
      let chances = turns + 2u * (turn - 1u) * n;
      let rests = chances + n;
      var mean = 0.0;
      for (var c = lane; c < n; c += THREADS) {
        mean += scratch[chances + c] * slope_of(row + c, slopes + c, rests + c, share);
      }
      mean = total(mean, lane);
      for (var c = lane; c < n; c += THREADS) {
        let slope = slope_of(row + c, slopes + c, rests + c, share);
        scratch[slopes + c] += scratch[chances + c] * (slope - mean) / tau;
      }
    }
    for (var c = lane; c < n; c += THREADS) {
      take_in(query, c, scratch[slopes + c], share, false);
    }
    storageBarrier();
  }
  // counts of all threads are in
  workgroupBarrier();
  if (lane == 0u) {
    end_query(query, loss);
  }
}

// In p of a turn: what the objective says, and what the next turn has seen of it through its mask.
fn slope_of(pair: u32, later: u32, rest: u32, share: f32) -> f32 {
  let left = scratch[rest];
  var slope = -share * found[pair].fits;
  if (left > LEAST_MASK) {
    slope -= scratch[later] / left;
  }
  return slope;
}
