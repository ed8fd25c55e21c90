// The k largest offers in descending order, ties to the first: k-subsets. Offers arrive by ascending
// class, so an insertion that goes past strictly smaller values only keeps the lowest index on a tie.
// K_CAPACITY (a power of two >= k) is spliced in by the host.
struct Selection {
  value: array<f32, K_CAPACITY>,
  index: array<u32, K_CAPACITY>,
  gamma: array<f32, K_CAPACITY>,
}

fn empty_selection() -> Selection {
  var s: Selection;
  for (var r = 0u; r < parameters.k; r++) {
    s.value[r] = -3.4e38;
  }
  return s;
}

fn offer(s: ptr<function, Selection>, value: f32, index: u32, gamma: f32) {
  var r = parameters.k;
  if (!(value > (*s).value[r - 1u])) {
    return;
  }
  r -= 1u;
  while (r > 0u && value > (*s).value[r - 1u]) {
    (*s).value[r] = (*s).value[r - 1u];
    (*s).index[r] = (*s).index[r - 1u];
    (*s).gamma[r] = (*s).gamma[r - 1u];
    r -= 1u;
  }
  (*s).value[r] = value;
  (*s).index[r] = index;
  (*s).gamma[r] = gamma;
}

fn chosen(s: ptr<function, Selection>, rank: u32) -> u32 {
  return (*s).index[rank];
}

fn total_value(s: ptr<function, Selection>) -> f32 {
  var total = 0.0;
  for (var r = 0u; r < parameters.k; r++) {
    total += (*s).value[r];
  }
  return total;
}

fn total_gamma(s: ptr<function, Selection>) -> f32 {
  var total = 0.0;
  for (var r = 0u; r < parameters.k; r++) {
    total += (*s).gamma[r];
  }
  return total;
}
