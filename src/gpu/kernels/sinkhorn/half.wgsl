// Half a step, along LINES: spliced for rows and for columns. A line's invocations are those of the same
// LINE_THREAD; each has the entries of its OTHER_THREAD. CELL is the place of entry b of line a in the tile.

// LINES = -log-sum-exp of (logits + OTHERS): the largest of each line first, so that no exponential is
// beyond 1.
fn normalise_LINES(half: u32) {
  for (var a = 0u; a < TILE; a++) {
    let line = LINE_THREAD + SIDE * a;
    var most = -FAR;
    for (var b = 0u; b < TILE; b++) {
      let other = OTHER_THREAD + SIDE * b;
      if (other < N) {
        most = max(most, logits[CELL] + OTHERS[other]);
      }
    }
    if (line < N) {
      partial[OTHER_THREAD * N + line] = most;
    }
  }
  workgroupBarrier();
  if (local < N) {
    var most = -FAR;
    for (var s = 0u; s < SIDE; s++) {
      most = max(most, partial[s * N + local]);
    }
    extremes[local] = most;
  }
  workgroupBarrier();
  for (var a = 0u; a < TILE; a++) {
    let line = LINE_THREAD + SIDE * a;
    if (line < N) {
      var sum = 0.0;
      for (var b = 0u; b < TILE; b++) {
        let other = OTHER_THREAD + SIDE * b;
        if (other < N) {
          sum += exp(logits[CELL] + OTHERS[other] - extremes[line]);
        }
      }
      partial[OTHER_THREAD * N + line] = sum;
    }
  }
  workgroupBarrier();
  if (local < N) {
    let potential = -(extremes[local] + log(total_of(local)));
    LINES[local] = potential;
    potentials[history + half * N + local] = potential;
  }
  workgroupBarrier();
}

// SLOPES = the sum of the slopes of each line.
fn sum_slopes_LINES() {
  for (var a = 0u; a < TILE; a++) {
    let line = LINE_THREAD + SIDE * a;
    if (line < N) {
      var sum = 0.0;
      for (var b = 0u; b < TILE; b++) {
        if (OTHER_THREAD + SIDE * b < N) {
          sum += slopes[CELL];
        }
      }
      partial[OTHER_THREAD * N + line] = sum;
    }
  }
  workgroupBarrier();
  if (local < N) {
    SLOPES[local] = total_of(local);
  }
  workgroupBarrier();
}

// The way back through the normalisation of LINES, whose slopes are known: minus the slope of its line times the
// share that each entry has in the line goes into the logits and into the slopes of the other lines.
fn pass_LINES() {
  for (var b = 0u; b < TILE; b++) {
    let other = OTHER_THREAD + SIDE * b;
    var sum = 0.0;
    for (var a = 0u; a < TILE; a++) {
      let line = LINE_THREAD + SIDE * a;
      if (line < N && other < N) {
        let passed = SLOPES[line] * exp(logits[CELL] + LINES[line] + OTHERS[other]);
        slopes[CELL] -= passed;
        sum += passed;
      }
    }
    if (other < N) {
      partial[LINE_THREAD * N + other] = sum;
    }
  }
  workgroupBarrier();
  var left = 0.0;
  if (local < N) {
    left = KEPT - total_of(local);
  }
  workgroupBarrier();
  let balanced = without_sum(left);
  if (local < N) {
    OTHER_SLOPES[local] = balanced;
  }
  workgroupBarrier();
}
