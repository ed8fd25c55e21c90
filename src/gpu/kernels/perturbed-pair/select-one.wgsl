// The largest offer, ties to the first: one-hot structures.
struct Selection {
  value: f32,
  index: u32,
  gamma: f32,
}

fn empty_selection() -> Selection {
  return Selection(-3.4e38, 0u, 0.0);
}

fn offer(s: ptr<function, Selection>, value: f32, index: u32, gamma: f32) {
  if (value > (*s).value) {
    *s = Selection(value, index, gamma);
  }
}

fn chosen(s: ptr<function, Selection>, rank: u32) -> u32 {
  return (*s).index;
}

fn total_value(s: ptr<function, Selection>) -> f32 {
  return (*s).value;
}

fn total_gamma(s: ptr<function, Selection>) -> f32 {
  return (*s).gamma;
}
